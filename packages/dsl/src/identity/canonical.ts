import { compareText } from "@authz/model";

interface Piece {
  readonly text: string;
}
interface Work {
  readonly value: unknown;
}

/**
 * JSON with the members of every object in one order, without white space and without the members named in `omit`, whatever
 * their depth. Takes plain JSON data and needs no stack: a sum of thousands of parts is as many levels deep.
 */
export function canonicalJson(value: unknown, omit: ReadonlySet<string> = new Set()): string {
  const out: string[] = [];
  const stack: (Piece | Work)[] = [{ value }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if ("text" in next) out.push(next.text);
    else if (typeof next.value !== "object" || next.value === null) out.push(JSON.stringify(next.value));
    else for (const piece of pieces(next.value, omit).reverse()) stack.push(piece);
  }
  return out.join("");
}

function pieces(value: object, omit: ReadonlySet<string>): (Piece | Work)[] {
  const all: (Piece | Work)[] = [];
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) all.push({ text: all.length === 0 ? "[" : "," }, { value: item });
    return all.length === 0 ? [{ text: "[]" }] : [...all, { text: "]" }];
  }
  const members = Object.entries(value)
    .filter(([name, member]) => member !== undefined && !omit.has(name))
    .sort(([left], [right]) => compareText(left, right));
  for (const [name, member] of members) {
    all.push({ text: `${all.length === 0 ? "{" : ","}${JSON.stringify(name)}:` }, { value: member });
  }
  return all.length === 0 ? [{ text: "{}" }] : [...all, { text: "}" }];
}
