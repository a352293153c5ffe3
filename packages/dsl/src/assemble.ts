import type { EntityType, Policy, Role } from "@authz/model";
import type { CheckedFiles } from "./check/files.ts";
import { byName } from "./check/names/lists.ts";
import type { Derivations } from "./check/roles/derivations.ts";
import { roleKey } from "./check/roles/role-key.ts";
import type { Vocabulary } from "./check/vocabulary.ts";
import { policyVersion } from "./identity/version.ts";

/** Puts together what the phases found out, every list in its canonical order. */
export function assemble(vocabulary: Vocabulary, derivations: Derivations, files: CheckedFiles): Policy {
  const policy: Omit<Policy, "version"> = {
    kind: "policy",
    types: byName([...vocabulary.types.values()].map(({ type }) => withDerivations(type, derivations))),
    roles: byName([...vocabulary.roles.values()].map((role) => derived(role, derivations))),
    context: byName(vocabulary.context.values()),
    token: byName(vocabulary.token.values()),
    assurances: byName(vocabulary.assurances.values()),
    rules: files.rules,
    requirements: files.requirements,
    scopes: files.scopes,
    endpoints: files.endpoints,
    exclusives: files.exclusives,
    claims: files.claims,
    fixtures: files.fixtures,
    tests: files.tests,
  };
  return { ...policy, version: policyVersion(policy) };
}

function withDerivations(type: EntityType, derivations: Derivations): EntityType {
  const { resource } = type;
  if (resource === undefined) return type;
  return { ...type, resource: { ...resource, roles: resource.roles.map((role) => derived(role, derivations)) } };
}

function derived(role: Role, derivations: Derivations): Role {
  const derivation = derivations.get(roleKey(role.on, role.name));
  return derivation === undefined ? role : { ...role, derived: derivation };
}
