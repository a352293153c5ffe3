import { describe, expect, test } from "@jest/globals";
import { compile } from "../engine.ts";
import { parseFacts } from "../separation/parse-facts.ts";
import { ask, policyOf } from "../node/testing/engines.ts";

describe("whatever happens before the first question", () => {
  const policy = policyOf(`subject User
role admin
resource Doc {
  action read, write
  allow admin to read
  allow User to write when resource.id == "mine"
}`);
  const asked = (action: string, id: unknown = "bo"): unknown => ({
    subject: { type: "User", id, properties: { roles: ["admin"] } },
    action: { name: action },
    resource: { type: "Doc", id: "mine" },
  });

  test.each(["resource", "subject", "attributes", "on", "0"])("all objects have `%s`", (name) => {
    const engine = compile(policy);
    const odd = Object.prototype as Record<string, unknown>;
    const answers: boolean[] = [];
    for (const value of [{}, 1, "x", [], undefined]) {
      odd[name] = value;
      try {
        for (const action of ["read", "write", "burn"])
          answers.push(engine.allows(asked(action)) && !engine.check(asked(action)).decision);
      } finally {
        delete odd[name];
      }
    }
    expect(answers).not.toContain(true);
    expect(ask(engine, asked("read")).allowed).toBe(true);
    expect(ask(engine, asked("burn")).allowed).toBe(false);
  });

  test("code from strings is forbidden", () => {
    const engine = compile(policy);
    const real = globalThis.Function;
    globalThis.Function = (() => {
      throw new EvalError("forbidden");
    }) as unknown as FunctionConstructor;
    try {
      expect(ask(engine, asked("read"))).toEqual({ allowed: true, compiled: false });
      expect(
        engine.search.resources({ subject: { type: "User", id: "bo" }, action: "write", type: "Doc" }),
      ).toMatchObject({ results: [] });
    } finally {
      globalThis.Function = real;
    }
  });
});

test("the id that is looked at is the id that is asked about", () => {
  const policy = policyOf("subject User\nrole admin\nresource Doc { action read  allow admin to read }");
  const { facts } = parseFacts(policy, { assignments: [{ subject: { type: "User", id: "kim" }, role: "admin" }] });
  const engine = compile(policy, facts === undefined ? {} : { facts });
  for (let honest = 0; honest < 4; honest++) {
    let reads = 0;
    const subject = {
      type: "User",
      get id() {
        return reads++ < honest ? "bo" : "kim";
      },
    };
    const allowed = engine.allows({ subject, action: { name: "read" }, resource: { type: "Doc", id: "1" } });
    expect(allowed).toBe(honest === 0);
  }
});

test("engines that take turns answer each by its own policy", () => {
  const engines = ["read", "write"].map((action) =>
    compile(policyOf(`subject User\nrole admin\nresource Doc { action read, write  allow admin to ${action} }`)),
  );
  const subject = { type: "User", id: "bo", properties: { roles: ["admin"] } };
  for (let round = 0; round < 3; round++)
    for (const [at, engine] of engines.entries())
      for (const [which, name] of ["read", "write"].entries())
        expect(ask(engine, { subject, action: { name }, resource: { type: "Doc", id: "1" } })).toEqual({
          allowed: at === which,
          compiled: true,
        });
});
