/**
 * Text for a terminal, one line: control characters, invisible and bidirectional ones and lone surrogates are written out
 * (`\u{1b}`), so that no name in a policy, in facts or in a request can move the cursor, hide text or turn it round.
 */
export function visible(text: string): string {
  return plain.test(text) ? text : text.replace(unseen, (character) => `\\u{${codeOf(character)}}`);
}

/** The same for text of ours that has lines. */
export function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

/** JSON whose strings hold no such characters either; it means the same. */
export function toJson(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, undefined, indent);
  if (plain.test(json)) return json;
  return json.replace(unseen, (character) =>
    character === "\n"
      ? character
      : [...Array(character.length).keys()].map((at) => escapeUnit(character, at)).join(""),
  );
}

const plain = /^[ -~]*$/;
/** Cc, Cf, Cs, the line and paragraph separators. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}

function escapeUnit(text: string, at: number): string {
  return `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`;
}
