import type { Collector } from "../../diagnostics/collector.ts";
import type { SyntaxFile } from "../../syntax/tree.ts";
import type { TypeEntry, Vocabulary } from "../vocabulary.ts";
import { declareContext } from "./context.ts";
import { type DraftType, draftType } from "./entity-types.ts";
import { declareLabels } from "./labels.ts";
import { byName, sorted } from "./lists.ts";
import type { WireNames } from "./namespace.ts";
import { gatherParts, type Parts } from "./parts.ts";
import { everySubjectAndGroup, resolveRoles, type RoleHome } from "./roles.ts";
import { declareAssurances, declareScopes } from "./tokens.ts";

/** The first phase over all files: everything that has a name, and what it is. */
export function declareNames(files: readonly SyntaxFile[], collector: Collector): Vocabulary {
  const parts = gatherParts(files, collector);
  const drafts = draftTypes(parts);
  declareLabels(files, collector);
  const world: RoleWorld = { parts, drafts, anybody: everySubjectAndGroup(drafts) };
  return {
    types: new Map([...drafts].map(([name, draft]) => [name, typeEntry(draft, world)])),
    subjects: sorted([...drafts.values()].filter(({ type }) => type.subject).map(({ name }) => name)),
    roles: resolveRoles({ ...world, roles: parts.roles }),
    context: declareContext(parts, "context"),
    token: declareContext(parts, "token"),
    assurances: declareAssurances(parts.assurances),
    scopes: declareScopes(parts.scopes),
  };
}

function draftTypes(parts: Parts): ReadonlyMap<string, DraftType> {
  const wires: WireNames = new Map();
  return new Map([...parts.types].map(([name, type]) => [name, draftType(type, wires, parts)]));
}

type RoleWorld = Pick<RoleHome, "parts" | "drafts" | "anybody">;

function typeEntry(draft: DraftType, world: RoleWorld): TypeEntry {
  const { name, type, attributes, actions, parentsUnresolved } = draft;
  const roles = resolveRoles({ ...world, on: name, roles: draft.roles });
  const { resource } = type;
  const complete =
    resource === undefined ? type : { ...type, resource: { ...resource, roles: byName(roles.values()) } };
  return { type: complete, attributes, roles, actions, parentsUnresolved };
}
