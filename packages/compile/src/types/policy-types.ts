import type { EntityType, Policy } from "@authz/model";
import { contextBody, roleList, tokenBody } from "./context-type.ts";
import { requestTypes } from "./request-types.ts";
import { body, literal, object, union, type Member } from "./text.ts";
import { entityType, listOf, optionalMembers } from "./value-type.ts";

/**
 * TypeScript declarations of a policy's names, and of the requests that fit it: `compile<Request>(policy)` makes an engine for
 * which a mistyped name is a compile error. Self-contained; the same policy makes the same bytes.
 */
export function policyTypes(policy: Policy): string {
  const subjects = policy.types.filter(({ subject }) => subject);
  const resources = policy.types.filter(({ resource }) => resource !== undefined);
  const scopes = policy.scopes.flatMap(({ name }) => name ?? []);
  return [
    "// Made of a policy by authz compile --types: change the policy, not this file.",
    alias("SubjectType", subjects.map(wireName)),
    alias("ResourceType", resources.map(wireName)),
    alias("Role", policy.roles.map(wireName)),
    alias("Scope", scopes),
    declare("ActionOf", perType(resources, actionNames)),
    declare(
      "SubjectProperties",
      perType(subjects, (type) => subjectProperties(type, policy)),
    ),
    declare(
      "ResourceProperties",
      perType(resources, (type) => resourceProperties(type, policy)),
    ),
    declare(
      "ActionProperties",
      perType(resources, (type) => actionProperties(type, policy)),
    ),
    `export interface Context ${contextBody(policy)}`,
    `export interface Token ${tokenBody(policy)}`,
    requestTypes,
  ].join("\n\n");
}

function wireName({ wire }: { readonly wire: string }): string {
  return wire;
}

function alias(name: string, names: readonly string[]): string {
  return `export type ${name} = ${union(names.map(literal))};`;
}

function declare(name: string, members: readonly Member[]): string {
  return `export interface ${name} ${body(members)}`;
}

function perType(types: readonly EntityType[], typeOf: (type: EntityType) => string): readonly Member[] {
  return types.map((type) => ({ name: type.wire, optional: false, type: typeOf(type) }));
}

function actionNames({ resource }: EntityType): string {
  return union((resource?.actions ?? []).map(({ wire }) => literal(wire)));
}

function subjectProperties(type: EntityType, policy: Policy): string {
  const groups = policy.types.filter(({ members }) => members?.includes(type.name) === true).map(({ name }) => name);
  return object([
    ...optionalMembers(type.attributes, policy),
    { name: "roles", optional: true, type: roleList },
    { name: "groups", optional: true, type: listOf(groups.length === 0 ? "never" : entityType(groups, policy)) },
  ]);
}

function resourceProperties(type: EntityType, policy: Policy): string {
  const parents = type.resource?.parents ?? [];
  const parent = entityType(parents, policy);
  return object([
    ...optionalMembers(type.attributes, policy),
    ...(parents.length === 0 ? [] : [{ name: "parent", optional: true, type: `${parent} | ${listOf(parent)}` }]),
  ]);
}

function actionProperties({ resource }: EntityType, policy: Policy): string {
  return body(
    (resource?.actions ?? []).map(({ wire, attributes }) => ({
      name: wire,
      optional: false,
      type: object(optionalMembers(attributes, policy)),
    })),
  );
}
