/** The words of a name in lower case: `createInvoice`, `create_invoice` and `create-invoice` have the same two. */
export function wordsOf(name: string): readonly string[] {
  return name
    .split(/[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u)
    .flatMap((word) => (word === "" ? [] : [word.toLowerCase()]));
}

/** Whether one of the phrases, such as `delete` or `api_key`, is among the words of a name. Phrases are in snake_case. */
export function mentions(name: string, phrases: readonly string[]): boolean {
  const words = `_${wordsOf(name).join("_")}_`;
  return phrases.some((phrase) => words.includes(`_${phrase}_`));
}

/** Names for a message: in backquotes, the first eight and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `\`${name}\``);
  if (names.length > shown.length) shown.push(`${names.length - shown.length} more`);
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}
