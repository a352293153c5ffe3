import fc from "fast-check";
import type {
  AssignmentDraft,
  EntityDraft,
  FactsDraft,
  PolicyDraft,
  Properties,
  RefDraft,
  RequestDraft,
  RoleDraft,
} from "./draft.ts";
import { applicationRoles } from "./people.ts";
import { actions, scopes } from "./policies.ts";

const refs = (type: string, letter: string, count: number): readonly RefDraft[] =>
  Array.from({ length: count }, (_, position) => ({ type, id: `${letter}${position}` }));

export const users: readonly RefDraft[] = refs("User", "u", 4);
const services = refs("Service", "s", 2);
export const subjects: readonly RefDraft[] = [...users, ...services];
const teams = refs("Team", "t", 4);
const folders = refs("Folder", "f", 4);
const docs = refs("Doc", "d", 3);
export const places: readonly RefDraft[] = [...folders, ...docs];

/** The time of every generated request. */
export const now = "2026-06-01T12:00:00Z";
const past = "2026-05-01T00:00:00Z";

/** What a required attribute is: those that may go missing. */
export const requiredOfResources: readonly string[] = ["title", "size", "status", "due", "tags", "owner", "reviewers"];
export const requiredOfSubjects: readonly string[] = ["department", "level"];

const word = fc.constantFrom("a", "ab", "b", "");
const number = fc.integer({ min: -1, max: 4 });

/** Facts that hold every entity with every required attribute; groups and parents may well go in circles. */
export function facts(policy: PolicyDraft): fc.Arbitrary<FactsDraft> {
  return fc.record({
    entities: fc
      .tuple(
        fc.tuple(...subjects.map((ref) => subject(ref))),
        fc.tuple(...teams.map((ref) => groups().map((held) => ({ ...ref, groups: held })))),
        fc.tuple(...places.map((ref) => place(ref))),
      )
      .map((kinds) => kinds.flat()),
    assignments: fc.array(assignment(policy), { maxLength: 20 }),
  });
}

function groups(): fc.Arbitrary<readonly RefDraft[]> {
  return fc.subarray([...teams], { maxLength: 2 });
}

function subject(ref: RefDraft): fc.Arbitrary<EntityDraft> {
  const properties = fc.record(
    { department: word, level: number, clearance: number },
    { requiredKeys: ["department", "level"] },
  );
  return fc.tuple(properties, groups()).map(([held, of]) => ({ ...ref, properties: held, groups: of }));
}

function place(ref: RefDraft): fc.Arbitrary<EntityDraft> {
  const parent = fc.subarray([...folders], { maxLength: 2 });
  return fc.tuple(resourceProperties(ref.type), parent).map(([properties, of]) => ({ ...ref, properties, parent: of }));
}

export function resourceProperties(type: string): fc.Arbitrary<Properties> {
  const optional = { open: fc.boolean(), note: word, delegate: fc.constantFrom(...users) };
  return fc.record(
    {
      title: word,
      size: number,
      status: fc.constantFrom("draft", "sent"),
      due: fc.constantFrom(now, past, "2026-06-01T11:30:00.5+02:00"),
      tags: fc.subarray(["a", "b", "ab"]),
      owner: fc.constantFrom(...users),
      reviewers: fc.subarray([...users, ...teams], { maxLength: 2 }),
      ...optional,
      ...(type === "Doc" ? { linked: fc.constantFrom(...folders) } : {}),
    },
    { requiredKeys: ["title", "size", "status", "due", "tags", "owner", "reviewers"] },
  );
}

interface Assignable {
  readonly role: RoleDraft;
  readonly resource: RefDraft | undefined;
}

function assignment(policy: PolicyDraft): fc.Arbitrary<AssignmentDraft> {
  const wide: readonly Assignable[] = policy.roles.map((role) => ({ role, resource: undefined }));
  const held: readonly Assignable[] = policy.resources.flatMap(({ name, roles }) =>
    places.filter(({ type }) => type === name).flatMap((resource) => roles.map((role) => ({ role, resource }))),
  );
  const end = fc.constantFrom(undefined, undefined, undefined, now, past);
  return fc.oneof(fc.constantFrom(...wide), fc.constantFrom(...held)).chain(({ role, resource }) =>
    fc.tuple(fc.constantFrom(...holdersOf(role)), end).map(([holder, notAfter]) => ({
      subject: holder,
      role: role.name,
      ...(resource === undefined ? {} : { resource }),
      ...(notAfter === undefined ? {} : { notAfter }),
    })),
  );
}

/** Everyone whom the role's `for` admits. */
function holdersOf({ holders }: RoleDraft): readonly AssignmentDraft["subject"][] {
  if (holders.length === 0) return [...subjects, ...teams];
  return holders.flatMap((text): readonly AssignmentDraft["subject"][] => {
    if (text.startsWith("all ")) return [{ type: text.slice(4), id: "*" }];
    const [type, role] = text.split(".");
    const named = [...subjects, ...teams, ...places].filter((ref) => ref.type === type);
    return role === undefined ? named : named.map((ref) => ({ ...ref, role }));
  });
}

const token = fc.record(
  {
    scope: fc.subarray([...scopes, "unknown"]).map((names) => names.join(" ")),
    tenant: word,
    since: fc.constantFrom("2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"),
    amr: fc.subarray(["mfa", "pwd"]),
    acr: fc.constantFrom("phr", "low"),
    auth_time: fc.constantFrom(0, 60, 900, 901, -1).map((ago) => Date.parse(now) / 1000 - ago),
  },
  { requiredKeys: [] },
);

const context = fc.record(
  {
    time: fc.constant(now),
    ip: fc.constantFrom("10.1.2.3", "192.0.2.1"),
    exp: number,
    token,
    active_roles: fc.subarray([...applicationRoles]),
  },
  { requiredKeys: ["time"] },
);

const asserted = fc.record(
  { roles: fc.subarray([...applicationRoles], { maxLength: 2 }), groups: groups(), level: number },
  { requiredKeys: [] },
);

const overlay = fc.record({ parent: fc.subarray([...folders], { maxLength: 1 }), size: number }, { requiredKeys: [] });

/** Requests about what the facts hold, by an identified subject. */
export function requests(): fc.Arbitrary<RequestDraft> {
  return fc
    .record({
      subject: fc.tuple(fc.constantFrom(...subjects), asserted),
      action: fc.tuple(fc.constantFrom(...actions), fc.boolean()),
      resource: fc.tuple(fc.constantFrom(...places), fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, overlay)),
      context,
    })
    .map((parts) => ({
      subject: { ...parts.subject[0], properties: parts.subject[1] },
      action: { name: parts.action[0], properties: { soft: parts.action[1] } },
      resource: { ...parts.resource[0], properties: parts.resource[1] },
      context: parts.context,
    }));
}

/** Nine well-formed requests, and then anything. */
export function anyRequests(): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: requests() }, { weight: 1, arbitrary: fc.anything() });
}

/** A policy with matching facts and a request. */
export interface Case {
  readonly policy: PolicyDraft;
  readonly facts: FactsDraft;
  readonly request: RequestDraft;
}

export function cases(policies: fc.Arbitrary<PolicyDraft>): fc.Arbitrary<Case> {
  return policies.chain((policy) =>
    fc.record({ policy: fc.constant(policy), facts: facts(policy), request: requests() }),
  );
}
