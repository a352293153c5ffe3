/** Role graphs and scopes on purpose: cycles, chains, diamonds, stars, names in common, scopes that look alike. */
import { describe, expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts, type AssignmentData, type Decision } from "@authz/engine";

const tail = "\nresource Doc {\n  action read\n  allow first to read\n}\n";

function parse(text: string): ReturnType<typeof parsePolicy> {
  return parsePolicy([{ name: "p.authz", text }]);
}

function ask(text: string, assignments: readonly AssignmentData[], context: object = {}, name = "read"): Decision {
  const { policy, diagnostics } = parse(text);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
  const { facts } = parseFacts(policy, { assignments });
  if (facts === undefined) throw new Error("the facts do not fit");
  return compile(policy, { facts }).check(
    { subject: { type: "User", id: "ana" }, action: { name }, resource: { type: "Doc", id: "d" }, context },
    { explain: true },
  );
}

const holds = (role: string): AssignmentData => ({ subject: { type: "User", id: "ana" }, role });

describe("hierarchies", () => {
  test.each([1, 2, 1000])("a cycle of %i roles is an error that names it", (length) => {
    const roles = Array.from(
      { length },
      (_, at) => `role ${at === 0 ? "first" : `r${at}`} includes ${at + 1 === length ? "first" : `r${at + 1}`}`,
    );
    const { policy, diagnostics } = parse(`subject User\n${roles.join("\n")}${tail}`);
    expect(policy).toBeUndefined();
    expect(diagnostics.map(({ message }) => message).join()).toContain("`first`");
  });

  test("a diamond grants once, and the explanation shows one way", () => {
    const roles = "role top includes left, right\nrole left includes first\nrole right includes first\nrole first";
    const { code, explanation } = ask(`subject User\n${roles}${tail}`, [holds("top")]);
    expect(code).toBe("granted");
    expect(JSON.stringify(explanation).match(/includes first/g)).toHaveLength(1);
  });

  test("a chain of 10,000 roles reaches from its senior to its junior", () => {
    const roles = Array.from({ length: 10_000 }, (_, at) =>
      at === 0 ? "role first" : `role r${at} includes ${at === 1 ? "first" : `r${at - 1}`}`,
    );
    expect(ask(`subject User\n${roles.join("\n")}${tail}`, [holds("r9999")]).code).toBe("granted");
  });

  test("where every role includes all below it, nothing is gone through by way of each path", () => {
    const count = 300;
    const name = (at: number): string => (at === 0 ? "first" : `r${at}`);
    const roles = Array.from({ length: count }, (_, at) => {
      const below = Array.from({ length: at }, (__, other) => name(other)).join(", ");
      return `role ${name(at)}${at === 0 ? "" : ` includes ${below}`}`;
    });
    expect(ask(`subject User\n${roles.join("\n")}${tail}`, [holds(name(count - 1))]).code).toBe("granted");
    expect(ask(`subject User\n${roles.join("\n")}${tail}`, []).code).toBe("no_grant");
  });

  test("a user with 10,000 roles has them all", () => {
    const roles = Array.from({ length: 10_000 }, (_, at) => (at === 0 ? "first" : `r${at}`));
    const assignments = roles.map(holds);
    expect(ask(`subject User\nrole ${roles.join(", ")}${tail}`, assignments).code).toBe("granted");
  });

  test("roles that a request asserts and nobody has declared are nothing", () => {
    const { policy } = parse(`subject User\nrole first${tail}`);
    if (policy === undefined) throw new Error("does not compile");
    const engine = compile(policy);
    const subject = { type: "User", id: "ana", properties: { roles: ["First", "first ", "FIRST", "*", "__proto__"] } };
    expect(engine.check({ subject, action: { name: "read" }, resource: { type: "Doc", id: "d" } }).code).toBe(
      "no_grant",
    );
  });

  test("what a parent denies is denied below only where the policy says so", () => {
    const text = (deny: string): string => `subject User
resource Box { role keeper, banned action read }
resource Doc in Box { action read allow parent.keeper to read ${deny} }`;
    const { policy: without } = parse(text(""));
    const { policy: with_ } = parse(text("deny parent.banned to read"));
    const data = {
      entities: [{ type: "Doc", id: "d", parent: { type: "Box", id: "b" } }],
      assignments: ["keeper", "banned"].map((role) => ({ ...holds(role), resource: { type: "Box", id: "b" } })),
    };
    const codes = [without, with_].map((policy) => {
      if (policy === undefined) throw new Error("does not compile");
      const { facts } = parseFacts(policy, data);
      const request = {
        subject: { type: "User", id: "ana" },
        action: { name: "read" },
        resource: { type: "Doc", id: "d" },
      };
      return compile(policy, facts === undefined ? {} : { facts }).check(request).code;
    });
    expect(codes).toEqual(["granted", "denied_by_rule"]);
  });
});

describe("names in common", () => {
  test("a role, an action, a scope and a context attribute may be called alike", () => {
    const text = `subject User
context { read?: string }
role read
resource Doc { action read allow read to read }
scope "read" covers read on Doc`;
    expect(ask(text, [holds("read")]).code).toBe("granted");
    expect(ask(text, [], { token: { scope: "read" } }).code).toBe("no_grant");
  });
});

describe("scopes", () => {
  const text = `subject User
role first
resource Doc { action read, edit allow first to read, edit }
scope "read" covers read on Doc
scope "view:*" covers read on Doc
scope "edit" includes "read" covers edit on Doc`;

  test.each([
    ["read", "granted"],
    ["edit", "granted"],
    ["view:*", "granted"],
    ["view:all", "insufficient_scope"],
    ["view", "insufficient_scope"],
    ["*", "insufficient_scope"],
    ["READ", "insufficient_scope"],
    ["read:*", "insufficient_scope"],
    ["", "insufficient_scope"],
    ["other  read", "granted"],
    ["other\tread", "insufficient_scope"],
    ["other\u00a0read", "insufficient_scope"],
    ["other\nread", "insufficient_scope"],
    [["read"], "insufficient_scope"],
    [{ read: true }, "insufficient_scope"],
    [null, "insufficient_scope"],
  ])("%j: %s", (scope, code) => {
    expect(ask(text, [holds("first")], { token: { scope } }).code).toBe(code);
  });

  test("`scp` beside `scope`, whatever it says, covers nothing", () => {
    for (const scp of ["read", ["read"], ""])
      expect(ask(text, [holds("first")], { token: { scope: "read", scp } }).code).toBe("insufficient_scope");
  });

  test("without the claim there is no ceiling, and a scope never grants", () => {
    expect(ask(text, [holds("first")], { token: {} }).code).toBe("granted");
    expect(ask(text, [], { token: { scope: "read edit" } }).code).toBe("no_grant");
  });
});
