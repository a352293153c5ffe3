import type { Derivation } from "@authz/model";
import type { Collector } from "../../diagnostics/collector.ts";
import type { SyntaxFile } from "../../syntax/tree.ts";
import { checkGuards } from "../guards.ts";
import { inOrder } from "../names/parts.ts";
import { checkPeople, subjectTypesOf } from "../people.ts";
import type { CheckContext, Vocabulary } from "../vocabulary.ts";
import { reportCycles } from "./cycles.ts";
import { dependencies, type PlacedRole } from "./dependencies.ts";
import { roleKey } from "./role-key.ts";

/** Who has a role without being assigned it, by {@link roleKey}. */
export type Derivations = ReadonlyMap<string, Derivation>;

/** The `if` of every role, and what no single role shows: circles. */
export function deriveRoles(files: readonly SyntaxFile[], vocabulary: Vocabulary, collector: Collector): Derivations {
  const derivations = new Map<string, Derivation>();
  const roles = inOrder(files).flatMap((file) => rolesOf(file, { vocabulary, collector, source: file.source }));
  for (const role of roles) {
    const derivation = derive(role);
    if (derivation === undefined) continue;
    for (const { name } of role.node.names) derivations.set(roleKey(role.on, name.text), derivation);
  }
  reportCycles(roles.flatMap(dependencies), collector);
  return derivations;
}

function rolesOf(file: SyntaxFile, context: CheckContext): readonly PlacedRole[] {
  return file.declarations.flatMap((node): readonly PlacedRole[] => {
    if (node.kind === "role") return [{ node, on: undefined, context }];
    if (node.kind !== "resource") return [];
    const roles = node.members.filter((member) => member.kind === "role");
    return roles.map((role) => ({ node: role, on: node.name.text, context }));
  });
}

/** `if people { guard }`: names are seen from the resource that the role is on, and so is `resource` in the guards. */
function derive({ node, on, context }: PlacedRole): Derivation | undefined {
  if (node.derived === undefined) return undefined;
  const resources = on === undefined ? [] : [on];
  const people = checkPeople(node.derived.people, resources, context);
  const subjects = people === undefined ? [] : subjectTypesOf(people, context);
  const environment = { subjects, resources, actions: [], derivation: true };
  const guards = checkGuards(node.derived.guards, environment, context);
  return people === undefined ? undefined : { people, guards };
}
