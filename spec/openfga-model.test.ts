import { describe, expect, test } from "@jest/globals";
import { compile, parseFacts } from "@authz/engine";
import { loadPolicy } from "@authz/engine/node";
import { join } from "node:path";
import { generateRounds } from "./openfga-generated.ts";
import { holdingsOf, objectsOf, parseModel } from "./openfga-model.ts";
import { openfgaStores } from "./openfga-stores.ts";
import { passesOpenfgaCase, type Suite } from "./run-openfga-case.ts";

const rooms = parseModel(`model
  schema 1.1
type person
type club
  relations
    define member: [person, club#member]
type room
  relations
    define of: [club]
    define key: [person]
    define visitor: [person, person:*, club#member] or key or member from of
`);

/** But for the sets of the room itself, which are visitors as every set is of itself. */
function visitors(...tuples: readonly (readonly [string, string, string])[]): string[] {
  const holdings = holdingsOf(
    rooms,
    tuples.map(([user, relation, object]) => ({ user, relation, object })),
  );
  return [...(holdings.get("room:r#visitor") ?? [])].filter((user) => !user.startsWith("room:r#")).sort();
}

describe("who has a relation", () => {
  test("directly, as everyone, by a relation beside it", () => {
    expect(visitors(["person:ana", "visitor", "room:r"])).toEqual(["person:ana"]);
    expect(visitors(["person:*", "visitor", "room:r"])).toEqual(["person:*"]);
    expect(visitors(["person:ana", "key", "room:r"])).toEqual(["person:ana"]);
  });

  test("through sets, also those that contain each other", () => {
    expect(
      visitors(
        ["club:a#member", "visitor", "room:r"],
        ["club:b#member", "member", "club:a"],
        ["club:a#member", "member", "club:b"],
        ["person:ana", "member", "club:b"],
      ),
    ).toEqual(["club:a#member", "club:b#member", "person:ana"]);
  });

  test("through another object", () => {
    expect(visitors(["club:a", "of", "room:r"], ["person:ana", "member", "club:a"])).toEqual([
      "club:a#member",
      "person:ana",
    ]);
  });

  test("what is not interpreted is refused", () => {
    const model = parseModel(`model
  schema 1.1
type person
type room
  relations
    define blocked: [person]
    define visitor: [person] but not blocked
`);
    const tuples = [{ user: "person:ana", relation: "visitor", object: "room:r" }];
    expect(() => holdingsOf(model, tuples)).toThrow(/room:r#visitor: only unions/);
  });

  test("objects are named on both sides, wildcards are none", () => {
    const tuples = [
      { user: "person:*", relation: "visitor", object: "room:r" },
      { user: "club:a#member", relation: "visitor", object: "room:r" },
    ];
    expect(objectsOf(tuples)).toEqual(["room:r", "club:a"]);
  });
});

describe("generated tuples", () => {
  /** A part of what the policy for channels says, or something else where `commenter` is. */
  const channels = (commenter: string): string => `model
  schema 1.1
type user
type workspace
  relations
    define member: [user]
type channel
  relations
    define writer: [workspace#member, user]
    define commenter: ${commenter}
`;

  async function failedRounds(model: string): Promise<string[]> {
    const store = openfgaStores.find(({ name }) => name === "slack");
    if (store === undefined) throw new Error("no such store");
    const policy = await loadPolicy(join(import.meta.dirname, "suites/openfga/slack"));
    const suite: Suite = {
      store,
      createEngine: (data) => compile(policy, { facts: parseFacts(policy, data).facts! }),
    };
    return generateRounds(store, parseModel(model), { rounds: 10, seed: 7 })
      .filter(({ cases }) => !cases.every((item) => passesOpenfgaCase(item, suite)))
      .map(({ id }) => id);
  }

  test("show no difference where policy and model mean the same", async () => {
    expect(await failedRounds(channels("[user, workspace#member] or writer"))).toEqual([]);
  });

  test("show a difference where they do not", async () => {
    expect(await failedRounds(channels("[user, workspace#member]"))).not.toEqual([]);
  });

  test("are the same for the same seed", () => {
    const [store] = openfgaStores;
    const round = (seed: number): unknown => generateRounds(store!, rooms, { rounds: 3, seed });
    expect(round(1)).toEqual(round(1));
    expect(round(2)).not.toEqual(round(1));
  });
});
