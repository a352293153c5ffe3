import type { AttributeNode, Declaration, ResourceMember, SyntaxFile, TypeNode } from "../../syntax/tree.ts";

/** Every attribute that was written, also those of actions and in records, outermost first. */
export function attributeNodes(
  files: readonly SyntaxFile[],
): readonly { readonly file: SyntaxFile; readonly node: AttributeNode }[] {
  return files.flatMap((file) =>
    file.declarations
      .flatMap(attributesIn)
      .flatMap(withNested)
      .map((node) => ({ file, node })),
  );
}

function attributesIn(node: Declaration | ResourceMember): readonly AttributeNode[] {
  switch (node.kind) {
    case "attribute":
      return [node];
    case "subject":
    case "group":
    case "context":
      return node.attributes;
    case "resource":
      return node.members.flatMap(attributesIn);
    case "actions":
      return node.actions.flatMap((action) => action.attributes);
    case "role":
    case "assurance":
    case "rule":
    case "require":
    case "claim":
    case "scope":
    case "endpoint":
    case "exclusive":
    case "fixture":
    case "test":
      return [];
  }
}

function withNested(node: AttributeNode): readonly AttributeNode[] {
  return [node, ...nestedIn(node.type).flatMap(withNested)];
}

function nestedIn(type: TypeNode): readonly AttributeNode[] {
  if (type.kind === "setType") return nestedIn(type.of);
  return type.kind === "recordType" ? type.attributes : [];
}
