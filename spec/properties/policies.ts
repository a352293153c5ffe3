import fc from "fast-check";
import type { PolicyDraft, ResourceDraft, RoleDraft, RoleGuard, StatementDraft } from "./draft.ts";
import { guards } from "./guards.ts";
import {
  applicationNames,
  applicationRoles,
  derivationNames,
  people,
  plainRoles,
  resourceRoles,
  ruleNames,
} from "./people.ts";
import { renderPeople } from "./render.ts";

export const actions: readonly string[] = ["read", "send", "update"];
export const scopes: readonly string[] = ["docs:read", "docs:write", "all"];

const subjectAttributes = "department: string  level: number  clearance?: number";

const fixed: readonly string[] = [
  `subject User { ${subjectAttributes} }`,
  `subject Service { ${subjectAttributes} }`,
  "group Team of User, Service, Team",
  "context { ip?: ip  exp?: number }",
  "token { tenant?: string  since?: time }",
  'assurance mfa { amr "mfa", "otp"  acr "phr"  within 15m }',
  'assurance strong { acr "phr" }',
];

const resourceMembers: readonly string[] = [
  "title: string",
  "size: number",
  "open: boolean = true",
  'status: "draft" | "sent"',
  "due: time",
  "tags: set of string",
  "note?: string",
  "owner: User",
  "reviewers: set of User | Team",
  "delegate?: User",
  "action read",
  "action send",
  "action update { soft: boolean }",
];

export function policies(): fc.Arbitrary<PolicyDraft> {
  return fc
    .record({
      scopes: scopeDeclarations(),
      roles: applicationRoleDrafts(),
      resources: fc.tuple(resource("Folder"), resource("Doc")),
      statements: fc.array(statement(), { minLength: 2, maxLength: 10 }),
      exclusives: fc.uniqueArray(exclusive(), { maxLength: 2 }),
    })
    .map((parts) => ({
      ...parts,
      fixed: [...fixed, ...parts.scopes],
      statements: parts.statements.map((each, position) => ({ ...each, label: `rule_${position}` })),
    }));
}

function resource(name: string): fc.Arbitrary<ResourceDraft> {
  const members = name === "Doc" ? [...resourceMembers, "linked?: Folder"] : resourceMembers;
  const roles = fc.tuple(...resourceRoles.map((_, position) => resourceRole(name, position)));
  return roles.map((drafts) => ({ name, members, roles: drafts }));
}

function resourceRole(resourceName: string, position: number): fc.Arbitrary<RoleDraft> {
  const name = resourceRoles[position] ?? "";
  const nameable = derivationNames(resourceName, resourceRoles.slice(0, position));
  const isBase = position === 0;
  return fc.record({
    name: fc.constant(name),
    includes: fc.subarray(resourceRoles.slice(position + 1)),
    holders: isBase ? fc.constant([]) : holders(["Folder.viewer", "Doc.editor", "Folder.blocked"]),
    people: isBase ? fc.constant(undefined) : fc.option(people(nameable), { nil: undefined }),
    guards: fc.array(roleGuard(), { maxLength: 1 }),
  });
}

function applicationRoleDrafts(): fc.Arbitrary<readonly RoleDraft[]> {
  const plain = plainRoles.map((name, position) =>
    fc.record({
      name: fc.constant(name),
      includes: fc.subarray(plainRoles.slice(position + 1)),
      holders: fc.constant([]),
      guards: fc.constant([]),
    }),
  );
  const trusted = fc.record({
    name: fc.constant("trusted"),
    includes: fc.constant([]),
    holders: holders(["Folder.viewer"]),
    people: fc.option(people(applicationNames), { nil: undefined }),
    guards: fc.constant([]),
  });
  return fc.tuple(...plain, trusted);
}

/** What `for` admits; none: the default. */
function holders(elsewhere: readonly string[]): fc.Arbitrary<readonly string[]> {
  const more = fc.subarray(["Service", "all User", "all Service", ...elsewhere]);
  return fc.oneof(
    fc.constant([]),
    more.map((texts) => ["User", "Team", ...texts]),
  );
}

function roleGuard(): fc.Arbitrary<RoleGuard> {
  return fc.oneof(
    fc.integer({ min: 0, max: 3 }).map((limit) => ({
      text: `when resource.size < ${limit}`,
      holds: ({ size }: { readonly size?: unknown }) => typeof size === "number" && size < limit,
    })),
    fc.constant({
      text: "unless resource.open",
      holds: ({ open }: { readonly open?: unknown }) => open === false,
    }),
    fc.constantFrom("draft", "sent").map((value) => ({
      text: `when resource.status != "${value}"`,
      holds: ({ status }: { readonly status?: unknown }) => status !== value,
    })),
  );
}

/** A statement with a label that no generated policy has. */
export function extraStatement(effect: "allow" | "deny"): fc.Arbitrary<StatementDraft> {
  return ruleOf(effect).map((draft) => ({ ...draft, label: "extra" }));
}

function statement(): fc.Arbitrary<StatementDraft> {
  return fc.oneof(
    { weight: 6, arbitrary: ruleOf("allow") },
    { weight: 2, arbitrary: ruleOf("deny") },
    { weight: 1, arbitrary: requirement() },
  );
}

/** Where a statement stands and what it speaks of. */
interface StatementPlace {
  readonly inside: string | undefined;
  readonly targets: readonly string[];
  readonly actions: readonly string[];
}

function places(): fc.Arbitrary<StatementPlace> {
  const inBlock = fc.constantFrom("Folder", "Doc").map((name) => ({ inside: name, targets: [name] }));
  const atTop = fc
    .constantFrom(["Folder"], ["Doc"], ["Doc", "Folder"], ["*"])
    .map((targets) => ({ inside: undefined, targets }));
  const named = fc.subarray([...actions], { minLength: 1 });
  return fc
    .tuple(fc.oneof(inBlock, atTop), fc.oneof(named, fc.constant(["*"])))
    .map(([place, chosen]) => ({ ...place, actions: chosen }));
}

function ruleOf(effect: "allow" | "deny"): fc.Arbitrary<StatementDraft> {
  return places().chain((place) =>
    fc.tuple(who(place.targets), guards(guardPlace(place)), fc.boolean()).map(([text, guard, reason]) => ({
      label: "",
      effect,
      inside: place.inside,
      text: `${effect} ${text} ${rest(place)}${guard}${reason ? ' because "so it was agreed"' : ""}`,
    })),
  );
}

function requirement(): fc.Arbitrary<StatementDraft> {
  const need = fc.constantFrom("mfa", "strong", "mfa, strong", 'scope "all"', 'mfa, scope "docs:write"');
  return places().chain((place) =>
    fc.tuple(need, guards(guardPlace(place))).map(([text, guard]) => ({
      label: "",
      effect: "require" as const,
      inside: place.inside,
      text: `require ${text} ${rest(place)}${guard}`,
    })),
  );
}

function guardPlace(place: StatementPlace) {
  return { targets: place.targets, updates: place.actions.some((action) => action === "update" || action === "*") };
}

function rest({ inside, targets, actions: chosen }: StatementPlace): string {
  return `to ${chosen.join(", ")}${inside === undefined ? ` on ${targets.join(", ")}` : ""}`;
}

function who(targets: readonly string[]): fc.Arbitrary<string> {
  const names = ruleNames(targets);
  const single = people(names).map(renderPeople);
  const several = fc.subarray([...new Set(names.paths)], { minLength: 2, maxLength: 3 }).map((list) => list.join(", "));
  const excepted = fc
    .tuple(several, fc.subarray([...new Set(names.exceptions)], { minLength: 1, maxLength: 2 }))
    .map(([left, right]) => `${left} but not ${right.join(", ")}`);
  return fc.oneof(
    { weight: 4, arbitrary: single },
    { weight: 2, arbitrary: several },
    { weight: 1, arbitrary: excepted },
  );
}

function exclusive(): fc.Arbitrary<string> {
  const some = (roles: readonly string[]) => fc.subarray([...roles], { minLength: 2 });
  return fc.oneof(
    some(applicationRoles).map((roles) => `exclusive ${roles.join(", ")}`),
    some(applicationRoles).map((roles) => `exclusive active ${roles.join(", ")}`),
    fc
      .tuple(fc.constantFrom("Folder", "Doc"), some(resourceRoles))
      .map(([type, roles]) => `exclusive ${roles.map((role) => `${type}.${role}`).join(", ")}`),
    some(resourceRoles)
      .filter((roles) => roles.length > 2)
      .map((roles) => `exclusive ${roles.map((role) => `Doc.${role}`).join(", ")} at most 2`),
  );
}

/** No scope at all, or three, and perhaps what every token may. */
function scopeDeclarations(): fc.Arbitrary<readonly string[]> {
  const grant = fc
    .tuple(fc.subarray([...actions], { minLength: 1 }), fc.constantFrom("Doc", "Folder", "*"))
    .map(([chosen, target]) => `${chosen.join(", ")} on ${target}`);
  const declared = fc
    .record({ read: grant, write: grant, includes: fc.boolean(), none: fc.option(grant) })
    .map(({ read, write, includes, none }) => [
      `scope "docs:read" covers ${read}`,
      `scope "docs:write"${includes ? ' includes "docs:read"' : ""} covers ${write}`,
      'scope "all" includes "docs:write" covers * on *',
      ...(none === null ? [] : [`scope none covers ${none}`]),
    ]);
  return fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: declared });
}
