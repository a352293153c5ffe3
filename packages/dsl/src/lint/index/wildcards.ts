import type { Name } from "../../syntax/tree.ts";
import type { PolicyIndex } from "./policy-index.ts";

/** An option of rules that ask for a reason: a doc comment is where a statement has it. */
export const documentedOption: { readonly summary: string; readonly default: boolean } = {
  summary: "whether a doc comment, which is to say why, is enough",
  default: true,
};

/** Names of actions by resource type, in the order of the text. */
export function actionNames(index: PolicyIndex): ReadonlyMap<string, readonly Name[]> {
  const byType = Map.groupBy(index.actions, ({ type }) => type);
  return new Map([...byType].map(([type, actions]) => [type, actions.map(({ node }) => node.name)]));
}

/** As it has to be written. */
export function writtenName({ text, quoted }: Name): string {
  return quoted ? `\`${text}\`` : text;
}
