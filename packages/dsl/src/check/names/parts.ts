import { compareText } from "@authz/model";
import type { Collector } from "../../diagnostics/collector.ts";
import { reserved } from "../../diagnostics/names/reserved.ts";
import type {
  AssuranceNode,
  ContextNode,
  Declaration,
  GroupNode,
  Name,
  ResourceNode,
  RoleNode,
  ScopeNode,
  StringNode,
  SubjectNode,
  SyntaxFile,
} from "../../syntax/tree.ts";
import { placeOf, type Reporting } from "../vocabulary.ts";
import { createNamespace, declareName, type Namespace, silently } from "./namespace.ts";

export interface Part<Node> {
  readonly node: Node;
  readonly reporting: Reporting;
}

/** One name of a `role` declaration. */
export interface RolePart extends Part<RoleNode> {
  readonly name: Name;
  readonly as?: StringNode | undefined;
}

/** All declarations of one type: one, or a subject or group and a resource. A duplicate is there too, but silent. */
export interface TypeParts {
  readonly name: Name;
  readonly subjects: Part<SubjectNode>[];
  readonly groups: Part<GroupNode>[];
  readonly resources: Part<ResourceNode>[];
}

/** What the files declare, sorted by kind, before anything is resolved. */
export interface Parts {
  readonly types: ReadonlyMap<string, TypeParts>;
  /** Application-wide ones. */
  readonly roles: readonly RolePart[];
  readonly contexts: readonly Part<ContextNode>[];
  readonly assurances: readonly Part<AssuranceNode>[];
  readonly scopes: readonly Part<ScopeNode>[];
  /** Types and application-wide roles. */
  readonly names: Namespace;
}

interface Gathering extends Parts {
  readonly types: Map<string, TypeParts>;
  readonly roles: RolePart[];
  readonly contexts: Part<ContextNode>[];
  readonly assurances: Part<AssuranceNode>[];
  readonly scopes: Part<ScopeNode>[];
}

export function gatherParts(files: readonly SyntaxFile[], collector: Collector): Parts {
  const parts: Gathering = {
    types: new Map(),
    roles: [],
    contexts: [],
    assurances: [],
    scopes: [],
    names: createNamespace(),
  };
  for (const file of inOrder(files)) {
    for (const declaration of file.declarations) {
      gather(declaration, { source: file.source, collector }, parts);
    }
  }
  return parts;
}

/** By name, so that it does not matter in which order the files came. */
export function inOrder(files: readonly SyntaxFile[]): readonly SyntaxFile[] {
  return files.toSorted((left, right) => compareText(left.source.name, right.source.name));
}

function gather(node: Declaration, reporting: Reporting, parts: Gathering): void {
  switch (node.kind) {
    case "subject":
    case "group":
    case "resource":
      gatherType(node, reporting, parts);
      break;
    case "role":
      for (const name of declareRoles(node, parts.names, "an application-wide role", reporting)) {
        notAnonymous(name.name, reporting);
        parts.roles.push(name);
      }
      break;
    case "context":
      parts.contexts.push({ node, reporting });
      break;
    case "assurance":
      parts.assurances.push({ node, reporting });
      break;
    case "scope":
      parts.scopes.push({ node, reporting });
      break;
    case "rule":
    case "require":
    case "claim":
    case "endpoint":
    case "exclusive":
    case "fixture":
    case "test":
  }
}

/** The roles that a declaration adds; those whose name is taken by another role are left out. */
export function declareRoles(
  node: RoleNode,
  names: Namespace,
  what: string,
  reporting: Reporting,
): readonly RolePart[] {
  return node.names.flatMap(({ name, as }) => {
    const isRole = names.declared.get(name.text)?.what === what;
    return declareName(names, name, what, reporting) || !isRole ? [{ node, reporting, name, as }] : [];
  });
}

function gatherType(node: SubjectNode | GroupNode | ResourceNode, reporting: Reporting, parts: Gathering): void {
  const known = parts.types.get(node.name.text);
  const type = known ?? { name: node.name, subjects: [], groups: [], resources: [] };
  const joins =
    node.kind === "resource" ? type.resources.length === 0 : type.subjects.length + type.groups.length === 0;
  // A name may be a subject or group and a resource; anything else twice is a duplicate.
  if (known === undefined || !joins) declareName(parts.names, node.name, `a ${node.kind}`, reporting);
  if (known === undefined) parts.types.set(node.name.text, type);
  for (const name of [node.name, node.as]) if (name !== undefined) notAnonymous(name, reporting);
  const how = joins ? reporting : silently(reporting);
  if (node.kind === "resource") type.resources.push({ node, reporting: how });
  else if (node.kind === "group") type.groups.push({ node, reporting: how });
  else type.subjects.push({ node, reporting: how });
}

function notAnonymous(name: Name | StringNode, reporting: Reporting): void {
  const text = name.kind === "name" ? name.text : name.value;
  if (text !== "anonymous") return;
  reporting.collector.report(reserved, placeOf(reporting, name), {
    name: text,
    why: "is the type of a caller without identity",
  });
}
