import type { Origin, Policy } from "@authz/model";
import type { AttributeNode, Declaration, ResourceMember, ResourceNode, SyntaxFile } from "../../syntax/tree.ts";
import type { ActionEntry, AttributeEntry, Entries, Entry, RoleEntry, TypeEntry } from "./entries.ts";
import type { FileLines } from "./file-lines.ts";

interface Written<Node> {
  readonly node: Node;
  readonly file: SyntaxFile;
  readonly block: ResourceNode | undefined;
}

/** Puts model and syntax together. What the model has left out (a repeated statement) has no entry. */
export function pairEntries(policy: Policy, files: readonly SyntaxFile[], lines: FileLines): Entries {
  const top = files.flatMap((file) =>
    file.declarations.map((node): Written<Declaration> => ({ node, file, block: undefined })),
  );
  const inner = top.flatMap(({ node, file }) =>
    node.kind === "resource"
      ? node.members.map((member): Written<ResourceMember> => ({ node: member, file, block: node }))
      : [],
  );
  const all: readonly Written<Declaration | ResourceMember>[] = [...top, ...inner];
  const pair = <Model extends { readonly origin: Origin }, Node extends { readonly span: { readonly start: number } }>(
    models: readonly Model[],
    nodes: readonly Written<Node>[],
  ): readonly (Entry<Model, Node> & Written<Node>)[] => byOrigin(models, nodes, lines);
  const types = pairTypes(policy, top);
  return {
    types,
    roles: pairRoles(policy, ofKind(all, "role")),
    actions: pairActions(policy, ofKind(inner, "actions")),
    attributes: pairAttributes(policy, types, ofKind(top, "context")),
    rules: pair(policy.rules, ofKind(all, "rule")),
    requirements: pair(policy.requirements, ofKind(all, "require")),
    claims: pair(policy.claims, ofKind(top, "claim")),
    assurances: ofKind(top, "assurance").flatMap((written) => {
      const model = policy.assurances.find(({ name }) => name === written.node.name.text);
      return model === undefined ? [] : [{ ...written, model }];
    }),
    scopes: pair(policy.scopes, ofKind(top, "scope")),
    endpoints: pair(policy.endpoints, ofKind(top, "endpoint")),
    exclusives: pair(policy.exclusives, ofKind(top, "exclusive")),
    fixtures: pair(policy.fixtures, ofKind(top, "fixture")),
    tests: pair(policy.tests, ofKind(top, "test")),
  };
}

function ofKind<Node extends { readonly kind: string }, Kind extends Node["kind"]>(
  all: readonly Written<Node>[],
  kind: Kind,
): readonly Written<Extract<Node, { readonly kind: Kind }>>[] {
  return all.filter((one): one is Written<Extract<Node, { readonly kind: Kind }>> => one.node.kind === kind);
}

function byOrigin<
  Model extends { readonly origin: Origin },
  Node extends { readonly span: { readonly start: number } },
>(
  models: readonly Model[],
  nodes: readonly Written<Node>[],
  lines: FileLines,
): readonly (Entry<Model, Node> & Written<Node>)[] {
  const byPlace = new Map(
    models.map((model) => [keyOf(model.origin.source, model.origin.line, model.origin.column), model]),
  );
  return nodes.flatMap((written) => {
    const { line, column } = lines.of(written.file).position(written.node.span.start);
    const model = byPlace.get(keyOf(written.file.source.name, line, column));
    return model === undefined ? [] : [{ ...written, model }];
  });
}

function keyOf(source: string, line: number, column: number): string {
  return `${line}:${column}:${source}`;
}

function pairTypes(policy: Policy, top: readonly Written<Declaration>[]): readonly TypeEntry[] {
  const models = new Map(policy.types.map((type) => [type.name, type]));
  return top.flatMap(({ node, file }): readonly TypeEntry[] => {
    if (node.kind !== "subject" && node.kind !== "group" && node.kind !== "resource") return [];
    const model = models.get(node.name.text);
    return model === undefined ? [] : [{ model, node, name: node.name, file }];
  });
}

function pairRoles(
  policy: Policy,
  nodes: readonly Written<Extract<Declaration, { readonly kind: "role" }>>[],
): readonly RoleEntry[] {
  const roles = [...policy.roles, ...policy.types.flatMap((type) => type.resource?.roles ?? [])];
  const models = new Map(roles.map((role) => [JSON.stringify([role.on ?? null, role.name]), role]));
  return nodes.flatMap(({ node, file, block }) =>
    node.names.flatMap(({ name }): readonly RoleEntry[] => {
      const model = models.get(JSON.stringify([block?.name.text ?? null, name.text]));
      return model === undefined ? [] : [{ model, node, name, file, block }];
    }),
  );
}

function pairActions(policy: Policy, nodes: readonly Written<ActionEntry["declaration"]>[]): readonly ActionEntry[] {
  const types = new Map(policy.types.map((type) => [type.name, type]));
  return nodes.flatMap(({ node: declaration, file, block }) => {
    const type = block?.name.text ?? "";
    const models = new Map(types.get(type)?.resource?.actions.map((action) => [action.name, action]));
    return declaration.actions.flatMap((node): readonly ActionEntry[] => {
      const model = models.get(node.name.text);
      return model === undefined ? [] : [{ model, node, declaration, type, file }];
    });
  });
}

function pairAttributes(
  policy: Policy,
  types: readonly TypeEntry[],
  contexts: readonly Written<Extract<Declaration, { readonly kind: "context" }>>[],
): readonly AttributeEntry[] {
  const ofTypes = types.flatMap(({ model, node, file }) => {
    const nodes = node.kind === "resource" ? node.members.filter((one) => one.kind === "attribute") : node.attributes;
    return attributesOf(model.attributes, nodes, { type: model.name }, file);
  });
  const ofRequests = contexts.flatMap(({ node, file }) =>
    attributesOf(node.root === "context" ? policy.context : policy.token, node.attributes, node.root, file),
  );
  return [...ofTypes, ...ofRequests];
}

function attributesOf(
  models: readonly AttributeEntry["model"][],
  nodes: readonly AttributeNode[],
  owner: AttributeEntry["owner"],
  file: SyntaxFile,
): readonly AttributeEntry[] {
  const byName = new Map(models.map((model) => [model.name, model]));
  return nodes.flatMap((node): readonly AttributeEntry[] => {
    const model = byName.get(node.name.text);
    return model === undefined ? [] : [{ model, node, owner, file }];
  });
}
