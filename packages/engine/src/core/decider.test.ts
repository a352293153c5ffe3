import { describe, expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile } from "../engine.ts";
import { createDecider, createMatch } from "./decider.ts";

const { policy } = parsePolicy([
  {
    name: "policy.authz",
    text: `subject User
resource Doc as "document" {
  owner: User
  until: time
  action read as "view"
  allow owner to read unless resource.until < now
}
endpoint "GET /docs/{id}" is read on Doc "{id}"`,
  },
]);
if (policy === undefined) throw new Error("the policy has a mistake");
const decider = createDecider(policy);

const request = {
  subject: { type: "User", id: "ana" },
  action: { name: "view" },
  resource: { type: "document", id: "d1" },
};
const facts = {
  entities: [
    {
      type: "document",
      id: "d1",
      properties: { owner: { type: "User", id: "ana" }, until: "2026-06-01T12:00:00Z" },
    },
  ],
};

test("facts are those of the call alone", () => {
  const clock = (): Date => new Date("2026-06-01T12:00:00Z");
  expect(decider.check(request, { facts, clock })).toEqual(compile(policy, { clock }).check(request, { facts }));
  expect(decider.allows(request, { facts, clock })).toBe(true);
  expect(decider.allows(request, { clock })).toBe(false);
});

test("facts can be read once, and later changes of the object change nothing", () => {
  const clock = (): Date => new Date("2026-06-01T12:00:00Z");
  const data = structuredClone(facts);
  const once = decider.withFacts(data);
  data.entities.pop();
  expect(once.check(request, { clock })).toEqual(decider.check(request, { facts, clock }));
  expect(once.allows(request, { clock })).toBe(true);
  expect(decider.withFacts(undefined).allows(request, { clock })).toBe(false);
  expect(decider.withFacts({ surplus: [] }).check(request, { clock }).code).toBe("invalid_request");
});

test("the clock is asked when the request brings no time", () => {
  const clock = (): Date => new Date("2026-06-01T12:00:01Z");
  expect(decider.allows(request, { facts, clock })).toBe(false);
  expect(decider.allows({ ...request, context: { time: "2026-06-01T12:00:00Z" } }, { facts, clock })).toBe(true);
});

describe("nothing throws", () => {
  const thrower = new Proxy({}, { get: boom, ownKeys: boom, getPrototypeOf: boom, getOwnPropertyDescriptor: boom });
  function boom(): never {
    throw new Error("boom");
  }

  test("whatever is asked, and whatever the facts are", () => {
    expect(decider.check(undefined).code).toBe("invalid_request");
    for (const input of [null, 1, "x", [], (): number => 1, thrower]) {
      expect(decider.check(input).code).toBe("invalid_request");
      expect(decider.check(request, { facts: input }).code).toBe("invalid_request");
    }
  });

  test("with a clock that fails", () => {
    expect(decider.check(request, { clock: boom }).code).toBe("invalid_request");
  });
});

test("endpoints lead to questions in the wire's spelling", () => {
  const match = createMatch(policy);
  expect(match({ method: "GET", path: "/docs/7" })).toEqual({
    action: { name: "view" },
    resource: { type: "document", id: "7" },
  });
  expect(match({ method: "GET", path: "/" })).toBeUndefined();
});
