/** What the first wrong character or escape of a string is. */
export interface StringProblem {
  readonly kind: "escape" | "hex" | "surrogate" | "tab";
  /** From the opening quote on. */
  readonly offset: number;
  readonly text: string;
}

const simple: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** Undoes JSON's escapes (RFC 8259, 7); surrogates written as escapes must pair up. */
export function readEscapes(written: string): { readonly value: string; readonly problem?: StringProblem } {
  if (!/[\\\t]/.test(written)) return { value: written };
  let problem: StringProblem | undefined;
  let value = "";
  let at = 0;
  while (at < written.length) {
    const step = readOne(written, at);
    if (step.kind !== undefined) problem ??= { kind: step.kind, offset: at, text: written.slice(at, at + step.length) };
    value += step.value;
    at += step.length;
  }
  return problem === undefined ? { value } : { value, problem };
}

interface Step {
  readonly length: number;
  readonly value: string;
  readonly kind?: StringProblem["kind"];
}

function readOne(written: string, at: number): Step {
  const character = written.charAt(at);
  if (character === "\t") return { length: 1, value: "\t", kind: "tab" };
  if (character !== "\\") return { length: 1, value: character };
  const letter = written.charAt(at + 1);
  if (letter === "u") return readHex(written, at);
  const value = simple.get(letter);
  if (value !== undefined) return { length: 2, value };
  return { length: 1 + String.fromCodePoint(written.codePointAt(at + 1) ?? 32).length, value: letter, kind: "escape" };
}

function readHex(written: string, at: number): Step {
  const unit = hexAt(written, at);
  if (unit === undefined) return { length: 2, value: "", kind: "hex" };
  if (unit < 0xd800 || unit > 0xdfff) return { length: 6, value: String.fromCharCode(unit) };
  const low = hexAt(written, at + 6);
  if (unit < 0xdc00 && low !== undefined && low >= 0xdc00 && low <= 0xdfff) {
    return { length: 12, value: String.fromCharCode(unit, low) };
  }
  return { length: 6, value: "\uFFFD", kind: "surrogate" };
}

function hexAt(written: string, at: number): number | undefined {
  const match = /^\\u([0-9A-Fa-f]{4})$/.exec(written.slice(at, at + 6));
  return match === null ? undefined : parseInt(match[1] ?? "", 16);
}
