import type { Collector } from "../../diagnostics/collector.ts";
import type { ClaimNode, Declaration, RequireNode, ResourceMember, RuleNode, SyntaxFile } from "../../syntax/tree.ts";
import { createNamespace, declareName } from "./namespace.ts";
import { inOrder } from "./parts.ts";

type StatementNode = RuleNode | RequireNode | ClaimNode;

/** Rules, requirements and claims of a file, those in resources too. */
export function statementsOf(file: SyntaxFile): readonly StatementNode[] {
  const nodes = file.declarations.flatMap((node): readonly (Declaration | ResourceMember)[] =>
    node.kind === "resource" ? node.members : [node],
  );
  return nodes.filter((node): node is StatementNode => statementKinds.has(node.kind));
}

const statementKinds: ReadonlySet<string> = new Set<StatementNode["kind"]>(["rule", "require", "claim"]);

/** Labels are unique in the whole policy: logs and tests name rules by them. */
export function declareLabels(files: readonly SyntaxFile[], collector: Collector): void {
  const names = createNamespace();
  for (const file of inOrder(files)) {
    const reporting = { source: file.source, collector };
    for (const { label } of statementsOf(file)) {
      if (label !== undefined) declareName(names, label, "the label of a rule", reporting);
    }
  }
}
