import type { People, Policy, Type } from "@authz/model";
import { partsOfExpression } from "../index/expressions.ts";
import { namesOfPeople } from "../index/people.ts";

/** What conditions and people-expressions speak of. Tests and facts do not count. */
export interface Mentions {
  /** Names of attributes on entities and in records, wherever they stand in a path. */
  readonly attributes: ReadonlySet<string>;
  /** `context.ip`, `token.tenant`, `action.fields`: the first step with its root. */
  readonly ofRequest: ReadonlySet<string>;
  /** Names of entity types. */
  readonly types: ReadonlySet<string>;
}

export function mentionsIn(policy: Policy): Mentions {
  const found = { attributes: new Set<string>(), ofRequest: new Set<string>(), types: new Set<string>() };
  const roles = [...policy.roles, ...policy.types.flatMap(({ resource }) => resource?.roles ?? [])];
  const derivations = roles.flatMap(({ derived }) => derived ?? []);
  for (const { people } of derivations) addPeople(people, found);
  for (const { who } of [...policy.rules, ...policy.claims]) addPeople(who, found);
  const statements = [...policy.rules, ...policy.requirements, ...policy.claims, ...derivations];
  for (const guard of statements.flatMap(({ guards }) => guards)) addExpression(guard, found);
  for (const holder of roles.flatMap(({ holders }) => holders)) found.types.add(holder.type);
  for (const type of policy.types) addType(type, found);
  for (const { type } of [...policy.context, ...policy.token]) addTypesOf(type, found);
  return found;
}

interface Found {
  readonly attributes: Set<string>;
  readonly ofRequest: Set<string>;
  readonly types: Set<string>;
}

function addPeople(people: People, found: Found): void {
  for (const name of namesOfPeople(people)) {
    if (name.kind === "type") found.types.add(name.type);
    if (name.kind !== "member") continue;
    for (const step of [...name.path, name.name]) found.attributes.add(step);
  }
}

function addExpression(expression: Parameters<typeof partsOfExpression>[0], found: Found): void {
  for (const part of partsOfExpression(expression)) {
    if (part.kind === "path") addPath(part.root, part.steps, found);
    if (part.kind === "has") addPath(part.path.root, [...part.path.steps, part.name], found);
    if (part.kind === "is") found.attributes.add(part.role);
    if (part.kind === "entity") found.types.add(part.type);
  }
}

function addPath(root: string, steps: readonly string[], found: Found): void {
  if (root !== "subject" && root !== "resource") found.ofRequest.add(`${root}.${steps[0] ?? ""}`);
  for (const step of steps) found.attributes.add(step);
}

function addType({ members, attributes, resource }: Policy["types"][number], found: Found): void {
  for (const name of [...(members ?? []), ...(resource?.parents ?? [])]) found.types.add(name);
  const ofActions = (resource?.actions ?? []).flatMap((action) => action.attributes);
  for (const { type } of [...attributes, ...ofActions]) addTypesOf(type, found);
}

function addTypesOf(type: Type, found: Found): void {
  if (type.kind === "set") addTypesOf(type.of, found);
  if (type.kind === "record") for (const { type: inner } of type.attributes) addTypesOf(inner, found);
  if (type.kind === "entity") for (const name of type.types) found.types.add(name);
}
