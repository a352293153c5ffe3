import type { Collector } from "../../diagnostics/collector.ts";
import type { ClaimNode, RequireNode, RuleNode, SyntaxFile } from "../../syntax/tree.ts";
import { createNamespace, declareName } from "./namespace.ts";
import { inOrder } from "./parts.ts";

type StatementNode = RuleNode | RequireNode | ClaimNode;

/** Rules, requirements and claims of a file, those in resources too. */
export function* statementsOf(file: SyntaxFile): Generator<StatementNode> {
  for (const node of file.declarations) {
    for (const member of node.kind === "resource" ? node.members : [node]) {
      if (member.kind === "rule" || member.kind === "require" || member.kind === "claim") yield member;
    }
  }
}

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
