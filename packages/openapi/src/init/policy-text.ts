import { formatPolicyFile } from "@authz/dsl/format";
import { compareText } from "@authz/model";
import type { Description } from "../description/description.ts";
import { commentText, quoted, written } from "./names.ts";
import { isClosed, planPolicy, type Plan, type PlannedAction, type PlannedResource } from "./plan.ts";
import { planCeilings, type PlannedCeiling, type PlannedRequirement } from "./scopes.ts";
import { subjectOf, type SubjectType } from "./subjects.ts";

/**
 * A first policy for an API, in canonical form: the resources and actions that its paths and operations speak of, its scopes,
 * its endpoints, and two roles as a start. It decides as the description says; who holds which role is for people to say.
 */
export function createPolicyText(description: Description): string {
  const plan = planPolicy(description);
  const actions = plan.resources.flatMap((resource) => resource.actions);
  const ceilings = planCeilings(actions);
  const subjects = subjectTypes(description, actions);
  const roles = roleNames(plan);
  const resources = plan.resources.map((one) => resourceText(one, { ceilings, subjects, roles }));
  const text = [
    `// ${commentText(`A first policy for ${description.title}, made from its OpenAPI description.`)}\n`,
    ...subjects.map((type) => subjectText(type, description)),
    rolesText(roles, actions),
    ...resources,
    scopesText(actions, ceilings, description),
    plan.endpoints.map(endpointText).join(""),
  ];
  return formatPolicyFile({ name: "policy.authz", text: text.filter((part) => part !== "").join("\n") }).text;
}

interface Roles {
  readonly reads: string;
  readonly changes: string;
}

/** Roles and types share their names. */
function roleNames({ resources }: Plan): Roles {
  const taken = new Set(resources.map(({ name }) => name.toLowerCase()));
  const pairs: readonly Roles[] = [
    { reads: "viewer", changes: "editor" },
    { reads: "reader", changes: "writer" },
    { reads: "api_reader", changes: "api_writer" },
  ];
  const isFree = ({ reads, changes }: Roles): boolean => !taken.has(reads) && !taken.has(changes);
  return pairs.find(isFree) ?? { reads: "may_read_the_api", changes: "may_change_the_api" };
}

function subjectTypes({ schemes }: Description, actions: readonly PlannedAction[]): readonly SubjectType[] {
  const used = actions.flatMap(({ subjects }) => subjects);
  const declared = [...schemes.values()].map(({ kind }) => subjectOf(kind));
  const all = [...new Set(used)].sort(compareText);
  return all.length > 0 ? all : [declared[0] ?? "User"];
}

function subjectText(type: SubjectType, { schemes }: Description): string {
  const names = [...schemes.values()].filter(({ kind }) => subjectOf(kind) === type).map(({ name }) => name);
  const with_ = names.length === 0 ? "" : ` (${names.join(", ")})`;
  return `/// ${commentText(`${subjectDocs[type]}${with_}.`)}\nsubject ${type}\n`;
}

const subjectDocs: Readonly<Record<SubjectType, string>> = {
  User: "People who sign in",
  Service: "Programs with a credential of their own",
  ApiClient: "Whoever has an API key",
};

function rolesText({ reads, changes }: Roles, actions: readonly PlannedAction[]): string {
  const reading = `/// May call what changes nothing, everywhere: a start. Put finer roles in its place.\nrole ${reads}\n`;
  const changing = "/// May call everything: a start. Put finer roles in its place.\n";
  const open = actions.filter((action) => !isClosed(action));
  const hasReading = open.some((action) => action.reads);
  const hasChanging = open.some((action) => !action.reads);
  const includes = hasReading ? ` includes ${reads}` : "";
  return [hasReading ? reading : "", hasChanging ? `${changing}role ${changes}${includes}\n` : ""]
    .filter((part) => part !== "")
    .join("\n");
}

interface Writing {
  readonly ceilings: ReadonlyMap<PlannedAction, PlannedCeiling>;
  readonly subjects: readonly SubjectType[];
  readonly roles: Roles;
}

function resourceText({ name, parent, actions }: PlannedResource, writing: Writing): string {
  const head = `resource ${written(name)}${parent === undefined ? "" : ` in ${written(parent)}`} {\n`;
  const declared = actions.map((action) => `${actionDoc(action)}  action ${written(action.name)}\n`);
  const parts = [...declared, allowsText(actions, writing), requiresText(actions, writing)];
  return `${head}${parts.filter((part) => part !== "").join("\n")}}\n`;
}

function actionDoc({ operation }: PlannedAction): string {
  const text = commentText(operation.summary ?? "");
  return text === "" ? "" : `  /// ${text}\n`;
}

/** One rule for the actions of a role and the same callers. */
function allowsText(actions: readonly PlannedAction[], { subjects, roles }: Writing): string {
  const open = actions.filter((action) => !isClosed(action));
  const groups = Map.groupBy(open, (action) => whoText(action, subjects, roles));
  return [...groups].map(([who, group]) => `  allow ${who} to ${list(group.map((one) => one.name))}\n`).join("");
}

function whoText({ reads, subjects: own }: PlannedAction, all: readonly SubjectType[], roles: Roles): string {
  const role = reads ? roles.reads : roles.changes;
  if (own.length === all.length) return role;
  return own.length === 1 ? `${role} and ${own[0]}` : `${role} and (${own.join(" or ")})`;
}

/** One requirement for the actions that need the same scopes under the same condition. */
function requiresText(actions: readonly PlannedAction[], { ceilings }: Writing): string {
  const groups = new Map<string, string[]>();
  for (const action of actions) {
    const byGuard = Map.groupBy(ceilings.get(action)?.requires ?? [], guardText);
    for (const [guard, requirements] of byGuard) {
      const needs = requirements.map(({ scope }) => `scope ${quoted(scope)}`).join(", ");
      const key = JSON.stringify([needs, guard]);
      groups.set(key, [...(groups.get(key) ?? []), action.name]);
    }
  }
  return [...groups]
    .map(([key, names]) => {
      const [needs, guard] = JSON.parse(key) as [string, string];
      return `  require ${needs} to ${list(names)}${guard}\n`;
    })
    .join("");
}

function guardText({ unless }: PlannedRequirement): string {
  if (unless.length === 0) return "";
  const held = unless.map((set) => {
    const [only = "", ...more] = set.map(quoted);
    return `token.scope contains ${more.length === 0 ? only : `all [${[only, ...more].join(", ")}]`}`;
  });
  return ` unless token has scope and ${held.length === 1 ? held.join("") : `(${held.join(" or ")})`}`;
}

/** Scopes that cover something or are required, by name, with what the description says of them. */
function scopesText(
  actions: readonly PlannedAction[],
  ceilings: ReadonlyMap<PlannedAction, PlannedCeiling>,
  { schemes }: Description,
): string {
  const covered = new Map<string | undefined, PlannedAction[]>();
  for (const action of actions) {
    for (const { scope } of ceilings.get(action)?.requires ?? []) covered.set(scope, covered.get(scope) ?? []);
    for (const scope of ceilings.get(action)?.covers ?? []) covered.set(scope, [...(covered.get(scope) ?? []), action]);
  }
  const docs = new Map([...schemes.values()].flatMap(({ scopes }) => [...(scopes ?? [])]));
  return [...covered]
    .sort(([left], [right]) => compareText(left ?? "", right ?? ""))
    .map(([scope, own]) => {
      if (scope === undefined) return `/// Every token may, whatever its scopes.\nscope none${coversText(own)}\n`;
      const doc = commentText(docs.get(scope) ?? "");
      const note = own.length === 0 ? "// Covers nothing by itself: it is asked for in addition.\n" : "";
      return `${note}${doc === "" ? "" : `/// ${doc}\n`}scope ${quoted(scope)}${coversText(own)}\n`;
    })
    .join("\n");
}

function coversText(actions: readonly PlannedAction[]): string {
  if (actions.length === 0) return "";
  const byType = Map.groupBy(actions, ({ type }) => type);
  const grants = [...byType].map(([type, own]) => `${list(own.map(({ name }) => name))} on ${written(type)}`);
  return ` covers ${grants.join(" and ")}`;
}

function endpointText({ method, path, target }: Plan["endpoints"][number]): string {
  const route = quoted(`${method} ${path}`);
  if (target === undefined) return `endpoint ${route} is public\n`;
  return `endpoint ${route} is ${written(target.action)} on ${written(target.type)} ${quoted(target.id)}\n`;
}

function list(names: readonly string[]): string {
  return names.map(written).join(", ");
}
