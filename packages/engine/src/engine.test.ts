import { describe, expect, test } from "@jest/globals";
import { compile, type DecisionEvent } from "./engine.ts";
import { FactsError } from "./facts/live-facts.ts";
import { parseFacts } from "./separation/parse-facts.ts";
import { policyOf } from "./node/testing/engines.ts";

const source = `
subject User { secret?: string }
group Team of User, Team
role payer, approver
exclusive payer, approver
context { sensitive pin?: string }
resource Folder in Folder {
  role owner for User, Team
  role viewer if owner or parent.viewer
  action read
  allow viewer to read
}
`;

const policy = policyOf(source);
const ana = { type: "User", id: "ana" };
const folder = (id: string) => ({ type: "Folder", id });
const ask = (id: string) => ({ subject: ana, action: { name: "read" }, resource: folder(id) });
const owns = { subject: ana, role: "owner", resource: folder("a") };

describe("onDecision", () => {
  test("is told of every decision, without what may be sensitive", () => {
    const events: DecisionEvent[] = [];
    const engine = compile(policy, { onDecision: (event) => void events.push(event) });
    const context = { pin: "1234", token: { sub: "ana", scope: "x" } };
    engine.check({ ...ask("a"), subject: { ...ana, properties: { secret: "5678" } }, context });
    engine.allows("nothing");
    expect(events.map(({ asked, decision }) => [asked, decision.code])).toEqual([
      [{ subject: ana, action: "read", resource: folder("a") }, "error"],
      [undefined, "invalid_request"],
    ]);
    expect(JSON.stringify(events)).not.toMatch(/1234|5678|token/);
  });

  test("can neither change the decision nor stop it", async () => {
    const errors: unknown[] = [];
    const onError = (error: unknown): void => void errors.push(error);
    const mutating = compile(policy, {
      onError,
      onDecision: ({ decision }) => {
        Object.assign(decision, { decision: true, code: "granted" });
        throw new Error("the log is full");
      },
    });
    expect(mutating.check(ask("a"))).toMatchObject({ decision: false, code: "error" });
    const rejecting = compile(policy, { onError, onDecision: async () => Promise.reject(new Error("later")) });
    expect(rejecting.allows(ask("a"))).toBe(false);
    await new Promise((resolve) => setTimeout(resolve));
    expect(errors).toEqual([new Error("the log is full"), new Error("later")]);
  });
});

describe("facts of one request", () => {
  test("that do not fit the policy make the request invalid, and say where", () => {
    const facts = { assignments: [{ subject: ana, role: "owmer", resource: folder("a") }] };
    expect(compile(policy).check(ask("a"), { facts })).toMatchObject({
      code: "invalid_request",
      message: expect.stringContaining("facts/assignments/0/role"),
    });
  });

  test("that cannot be read are no facts", () => {
    const facts = {
      get entities(): never {
        throw new Error("no");
      },
    };
    expect(compile(policy).check(ask("a"), { facts }).code).toBe("invalid_request");
  });

  test("of another policy are refused", () => {
    const { facts } = parseFacts(policyOf(`${source}\nrole other`), {});
    expect(compile(policy).check(ask("a"), facts === undefined ? {} : { facts }).code).toBe("invalid_request");
  });
});

describe("checkAsync", () => {
  const chain = (length: number) => (needs: { entities: readonly { id: string }[] }) => ({
    entities: needs.entities.flatMap(({ id }) => {
      const depth = Number(id);
      return depth < length ? [{ ...folder(id), parent: folder(String(depth + 1)) }] : [];
    }),
    assignments: [{ subject: ana, role: "owner", resource: folder(String(length)) }],
  });

  test("follows a chain as long as the limit of rounds, in one round a step", async () => {
    let rounds = 0;
    const load = chain(97);
    const decision = await compile(policy).checkAsync(ask("0"), { load: (needs) => (rounds++, load(needs)) });
    expect(decision.code).toBe("granted");
    expect(rounds).toBeLessThanOrEqual(100);
  });

  test("rejects beyond it, rather than to decide over half of the facts", async () => {
    await expect(compile(policy).checkAsync(ask("0"), { load: chain(200) })).rejects.toThrow("100 rounds");
  });

  test("rejects with what the loader rejects with, and decides nothing", async () => {
    const events: DecisionEvent[] = [];
    const engine = compile(policy, { onDecision: (event) => void events.push(event) });
    const load = async (): Promise<never> => Promise.reject(new Error("database is down"));
    await expect(engine.checkAsync(ask("a"), { load })).rejects.toThrow("database is down");
    expect(events).toEqual([]);
  });

  test.each([[null], ["text"], [{ entities: [{ type: "Folder" }] }], [{ assignments: [{ ...owns, role: "no" }] }]])(
    "rejects when the loader brings %j",
    async (data) => {
      await expect(compile(policy).checkAsync(ask("a"), { load: () => data as object })).rejects.toThrow(FactsError);
    },
  );

  test("asks for nothing that the engine knows, and nothing twice", async () => {
    const engine = compile(policy);
    engine.facts.put({ ...folder("a") });
    engine.facts.put(ana);
    const asked: string[] = [];
    await engine.checkAsync(ask("a"), { load: (needs) => (asked.push(JSON.stringify(needs)), {}) });
    const subjects = [ana];
    const of = (role: string) => ({ role, resource: folder("a"), subjects, through: [] });
    expect(asked).toEqual([JSON.stringify({ entities: [], assignments: [of("viewer"), of("owner")] })]);
  });
});

test("needs says what a decision reads and does not know", () => {
  const engine = compile(policy);
  const { entities, assignments } = engine.needs(ask("a"));
  expect(entities).toEqual([ana, folder("a")]);
  expect(assignments.map(({ role, subjects }) => [role, subjects])).toContainEqual(["owner", [ana]]);
  expect(engine.needs({})).toEqual({ entities: [], assignments: [] });
});

describe("replace", () => {
  test("refuses a policy that the facts do not fit, and keeps the old one", () => {
    const engine = compile(policy);
    engine.facts.assign(owns);
    engine.facts.put(folder("a"));
    const next = policyOf(source.replaceAll("owner", "holder"));
    expect(() => engine.replace(next)).toThrow(/^owner of User "ana": \/role `Folder` has no role `owner`/);
    expect(engine.policy).toBe(policy);
    expect(engine.allows(ask("a"))).toBe(true);
  });

  test("takes away at once what a role gave that the new policy derives no more", () => {
    const engine = compile(policy);
    engine.facts.assign(owns);
    engine.facts.put({ ...folder("b"), parent: folder("a") });
    engine.facts.put(folder("a"));
    expect(engine.allows(ask("b"))).toBe(true);
    engine.replace(policyOf(source.replace("if owner or parent.viewer", "if owner")));
    expect(engine.allows(ask("b"))).toBe(false);
  });

  test("reports what the new policy excludes and the facts hold", () => {
    const engine = compile(policyOf(source.replace("exclusive payer, approver", "")));
    engine.facts.assign({ subject: ana, role: "payer" });
    engine.facts.assign({ subject: ana, role: "approver" });
    expect(engine.replace(policy).map(({ code }) => code)).toEqual(["facts/separation-of-duty"]);
  });

  test("changes of facts go by the new policy", () => {
    const engine = compile(policyOf(source.replace("exclusive payer, approver", "")));
    engine.facts.assign({ subject: ana, role: "payer" });
    engine.replace(policy);
    expect(() => engine.facts.assign({ subject: ana, role: "approver" })).toThrow(FactsError);
  });
});
