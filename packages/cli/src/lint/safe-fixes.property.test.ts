import { expect, test } from "@jest/globals";
import { parsePolicy, type Policy, type PolicyFile } from "@authz/dsl";
import { fixPolicy } from "@authz/dsl/lint";
import { compile, parseFacts, type Engine, type Request } from "@authz/engine";
import fc from "fast-check";

/**
 * Policies out of the phrases that rules of the linter look for, facts with attributes missing, and requests of everybody: what
 * `authz lint --fix` makes of a policy decides as the policy did.
 */
const runs = Number(process.env["AUTHZ_FIX_RUNS"] ?? 100);

const atoms = `
  resource.status == "a"
  "b" == resource.status
  resource.status != "c"
  resource.status in ["a"]
  resource.status in ["a", "b", "a"]
  resource.status != "a"
  resource.n > 1
  resource.n < 3
  resource.n >= 2
  resource.n == 2
  resource.n == 3
  2 <= resource.n
  resource.flag
  resource.flag == true
  resource.flag != true
  resource has locked
  resource has n
  resource.locked
  (resource has opt and resource.opt)
  resource.path like "x"
  resource.path like "*"
  subject == resource.owner
  subject in resource.helpers
  subject is staff
  subject is viewer of resource
  resource.parts.n > 1
  resource.parts.n == 2
  resource.parts.n == 3
  resource.parts.status == "a"
  resource.parent.open
  resource.parent.open == true
  1 == 1
  true
  2 < 1
  context.zone == "q"
  resource.n == resource.n
  resource.parts has locked
  resource.locked == false
`
  .trim()
  .split(/\n\s*/);

const conditions = fc.letrec<{ condition: string; atom: string }>((tie) => ({
  atom: fc.constantFrom(...atoms),
  condition: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    tie("atom"),
    fc.array(tie("condition"), { minLength: 2, maxLength: 3 }).map((items) => `(${items.join(" and ")})`),
    fc.array(tie("condition"), { minLength: 2, maxLength: 3 }).map((items) => `(${items.join(" or ")})`),
    tie("condition").map((item) => `not ${item}`),
    tie("condition").map((item) => `(not not ${item})`),
  ),
})).condition;

const people = fc.constantFrom(
  "anyone",
  "User",
  "viewer",
  "editor",
  "lead",
  "owner",
  "helpers",
  "staff",
  "boss",
  "fan",
  "parent.admin",
  "viewer, editor",
  "lead, fan, viewer",
  "boss, staff",
  "User, viewer",
  "owner, fan",
  "User but not Service",
  "viewer but not owner",
  "User and staff",
  "anyone but not editor",
  "(viewer or boss) but not (Service or editor)",
  "editor and owner",
  "User and Service",
  "anyone, User",
);

const guards = fc
  .array(fc.tuple(fc.constantFrom("when", "unless"), conditions), { maxLength: 2 })
  .map((all) => all.map(([word, condition]) => ` ${word} ${condition}`).join(""));

const rules = fc
  .array(
    fc.tuple(
      fc.constantFrom("allow", "allow", "deny"),
      people,
      fc.constantFrom("read", "write", "read, write"),
      guards,
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => all.map(([effect, who, actions, when]) => `  ${effect} ${who} to ${actions}${when}`).join("\n"));

const tails = fc.subarray([
  "exclusive Doc.viewer, Doc.editor",
  "exclusive staff, boss",
  'scope "r" covers read on Doc',
  'scope "r" covers read on Doc\nscope "w" includes "r" covers write on Doc\nscope "all" includes "r", "w"',
]);

const policies = fc.tuple(rules, fc.boolean(), tails).map(([written, isLinked, rest]): readonly PolicyFile[] => {
  const text = `subject User { level?: number }
subject Service
group Team of User, Team
role staff
role boss includes staff
context { zone: string }
assurance mfa { amr "mfa" }
resource Folder { open: boolean  role admin }
resource Doc in Folder {
  status: "a" | "b" | "c"
  n: number
  flag: boolean
  opt?: boolean
  locked: boolean = false
  path: string
  owner: User
  helpers: set of User | Team
  parts: set of Doc
  role viewer
  role fan if owner
  role editor includes viewer${isLinked ? " if fan" : ""}
  role lead includes editor, viewer
  action read, write
${written}
}
${rest.slice(0, 3).join("\n")}
`;
  return [{ name: "policy.authz", text }];
});

const users = ["u1", "u2"].map((id) => ({ type: "User", id }));
const groups = [{ type: "Team", id: "t1" }];
const docs = ["d1", "d2"].map((id) => ({ type: "Doc", id }));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 3 });

const docProperties = fc.record({
  status: maybe(fc.constantFrom("a", "b", "c")),
  n: maybe(fc.constantFrom(1, 2, 3)),
  flag: maybe(fc.boolean()),
  opt: maybe(fc.boolean()),
  locked: maybe(fc.boolean()),
  path: maybe(fc.constantFrom("x", "xy")),
  owner: maybe(fc.constantFrom(...users)),
  helpers: maybe(fc.subarray([...users, ...groups])),
  parts: maybe(fc.constantFrom(docs, docs, docs.slice(1), [])),
});

const facts = fc.record({
  docs: fc.tuple(docProperties, docProperties),
  parents: fc.subarray(["f1", "f2"]),
  open: fc.tuple(maybe(fc.boolean()), maybe(fc.boolean())),
  isMember: fc.boolean(),
  assignments: fc.array(
    fc.oneof(
      fc.record({ subject: fc.constantFrom(...users, ...groups), role: fc.constantFrom("staff", "boss") }),
      fc.record({
        subject: fc.constantFrom(...users, ...groups, { type: "Service", id: "s1" }),
        role: fc.constantFrom("viewer", "editor", "lead", "fan"),
        resource: fc.constantFrom(...docs),
      }),
      fc.record({
        subject: fc.constantFrom(...users),
        role: fc.constant("admin"),
        resource: fc.constantFrom({ type: "Folder", id: "f1" }, { type: "Folder", id: "f2" }),
      }),
    ),
    { maxLength: 5 },
  ),
});

const contexts = fc.record({
  zone: maybe(fc.constantFrom("q", "p")),
  active_roles: maybe(fc.subarray(["staff", "boss"])),
  token: maybe(fc.constantFrom({ scope: "r" }, { scope: "w" }, { scope: "all other" })),
});

type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;

function factsOf({ docs: properties, parents, open, isMember, assignments }: Drawn<typeof facts>): unknown {
  const entities = [
    ...docs.map((doc, index) => ({
      ...doc,
      properties: properties[index],
      parent: parents.map((id) => ({ type: "Folder", id })),
    })),
    ...["f1", "f2"].map((id, index) => ({ type: "Folder", id, properties: { open: open[index] } })),
    { type: "User", id: "u1", groups: isMember ? groups : [] },
  ];
  return JSON.parse(JSON.stringify({ entities, assignments: distinct(assignments) }));
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function engineOf(policy: Policy | undefined, data: unknown): Engine {
  if (policy === undefined) throw new Error("the policy does not compile");
  const { facts: loaded } = parseFacts(policy, data);
  if (loaded === undefined) throw new Error("the facts do not fit the policy");
  return compile(policy, { facts: loaded });
}

function questions(context: unknown): readonly Request[] {
  const plain: unknown = JSON.parse(JSON.stringify(context));
  const subjects = [...users, { type: "Service", id: "s1" }, { type: "anonymous", id: "" }];
  return subjects.flatMap((subject) =>
    docs.flatMap((resource) =>
      ["read", "write"].map((name): Request => ({ subject, action: { name }, resource, context: plain })),
    ),
  );
}

test("a safe fix never changes a decision", () => {
  let mended = 0;
  fc.assert(
    fc.property(policies, fc.array(facts, { minLength: 2, maxLength: 3 }), contexts, (files, worlds, context) => {
      const { files: after, fixed, result } = fixPolicy(files, { config: { extends: ["strict"] } });
      if (fixed.length === 0) return;
      mended++;
      const { policy } = parsePolicy(files);
      for (const data of worlds.map(factsOf)) {
        const [before, now] = [engineOf(policy, data), engineOf(result.policy, data)];
        for (const request of questions(context)) {
          if (before.allows(request) === now.allows(request)) continue;
          const codes = fixed.map(({ code }) => code).join(", ");
          throw new Error(`${JSON.stringify(request)} is decided otherwise after ${codes}\n${after[0]?.text}`);
        }
      }
    }),
    { numRuns: runs },
  );
  expect(mended).toBeGreaterThan(runs / 4);
});
