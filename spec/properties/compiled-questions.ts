/** Requests as generated code reads them: mostly plain, with attributes of their own, and now and then odd in one place. */
import fc from "fast-check";
import type { EntityDraft, Properties, RequestDraft } from "./draft.ts";
import { now, places, requests, resourceProperties } from "./facts.ts";

const oddIds = fc.constantFrom("", "anonymous", "*", "xxx", "unheard of", "__proto__", "u1\u0000");

/** Right for one type and wrong for the others. */
const oddValues: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  undefined,
  null,
  true,
  0,
  -0,
  1.5,
  2 ** 53,
  Number.NaN,
  "",
  "a",
  "draft",
  now,
  "10.1.2.3",
  "docs:read  all",
  [],
  ["a"],
  ["a", 1],
  [null],
  {},
  { type: "User", id: "u0" },
  { type: "Team", id: "t0" },
  { type: "User", id: "u0", more: 1 },
  [{ type: "User", id: "u1" }],
);

const members = {
  subject: ["roles", "groups", "department", "level", "clearance", "unheard of"],
  resource: ["title", "size", "open", "status", "due", "tags", "note", "owner", "reviewers", "delegate", "parent", "x"],
  context: ["time", "ip", "exp", "token", "active_roles", "x"],
  token: ["scope", "tenant", "amr", "acr", "auth_time", "since", "scp", "exp"],
} as const;

function odd(part: keyof typeof members): fc.Arbitrary<Properties> {
  return fc.tuple(fc.constantFrom<string>(...members[part]), oddValues).map(([name, value]) => ({ [name]: value }));
}

const subjects = partsOf(({ subject }) => subject).chain((subject) => {
  const { groups: _, ...plain } = subject.properties ?? {};
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant({ ...subject, properties: plain }) },
    { weight: 1, arbitrary: fc.constant(subject) },
    { weight: 1, arbitrary: fc.constant({ type: "anonymous", id: "" }) },
    { weight: 1, arbitrary: oddIds.map((id) => ({ ...subject, properties: plain, id })) },
    { weight: 1, arbitrary: odd("subject").map((more) => ({ ...subject, properties: { ...plain, ...more } })) },
  );
});

const resources: fc.Arbitrary<EntityDraft> = fc
  .constantFrom(...places)
  .chain((place) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constant({ ...place, properties: {} }) },
      { weight: 4, arbitrary: resourceProperties(place.type).map((properties) => ({ ...place, properties })) },
      { weight: 1, arbitrary: partsOf(({ resource }) => resource) },
      { weight: 1, arbitrary: oddIds.map((id) => ({ ...place, id, properties: {} })) },
      { weight: 1, arbitrary: odd("resource").map((properties) => ({ ...place, properties })) },
    ),
  );

const contexts: fc.Arbitrary<Properties> = partsOf(({ context }) => context).chain((context) => {
  const { active_roles: _, ...plain } = context;
  const token = plain["token"] as Properties | undefined;
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(plain) },
    { weight: 6, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constant(context) },
    { weight: 1, arbitrary: odd("context").map((more) => ({ ...plain, ...more })) },
    { weight: 1, arbitrary: odd("token").map((more) => ({ ...plain, token: { ...token, ...more } })) },
  );
});

const actions = partsOf(({ action }) => action).chain((action) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(action) },
    { weight: 2, arbitrary: fc.constant({ name: action.name }) },
    { weight: 1, arbitrary: oddValues.map((soft) => ({ ...action, properties: { soft } })) },
    { weight: 1, arbitrary: fc.constantFrom("*", "", "toString").map((name) => ({ name })) },
  ),
);

export const questions: fc.Arbitrary<RequestDraft> = fc.record({
  subject: subjects,
  action: actions,
  resource: resources,
  context: contexts,
});

/** The parts of some questions, put together in another way; others again in each round. */
export function recombined(asked: readonly RequestDraft[], round: number): readonly RequestDraft[] {
  const other = (at: number): RequestDraft => asked[at % asked.length] as RequestDraft;
  return asked.map(({ subject }, at) => ({
    subject,
    resource: other(at + round).resource,
    action: other(at + 3 * round).action,
    context: other(at + 5 * round).context,
  }));
}

function partsOf<T>(part: (request: RequestDraft) => T): fc.Arbitrary<T> {
  return requests().map(part);
}
