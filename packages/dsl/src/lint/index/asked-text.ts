import type { AskedNode, ExpectationNode, SyntaxFile, WithNode } from "../../syntax/tree.ts";
import { textOf } from "../edits.ts";

/** Who asks, and in which circumstances: as written, with white space and the order of circumstances made one. */
export function askerText({ subject, with: circumstances }: ExpectationNode, file: SyntaxFile): string {
  return [plain(file, subject), ...circumstances.map((one: WithNode) => plain(file, one)).toSorted()].join(" ");
}

/** What is asked, one text a question. */
export function questionTexts({ question }: ExpectationNode, file: SyntaxFile): readonly string[] {
  if (question.kind === "request") return [JSON.stringify(question.request.value)];
  const entity = plain(file, question.entity);
  return question.actions.map((action: AskedNode) => `${plain(file, action)} ${entity}`);
}

function plain(file: SyntaxFile, node: Parameters<typeof textOf>[1]): string {
  return textOf(file, node).replaceAll(/\s+/g, " ");
}
