/** A piece of generated code. Only this file makes any: of its own text, of numbers, of constants and of quoted strings. */
export interface Code {
  readonly [text]: string;
}

const text: unique symbol = Symbol("code");

/** What may stand in a template: pieces of code, lists of them (one after the other), and finite numbers. */
type Part = Code | number | readonly Code[];

/** The only way to write code. Strings cannot be put in: see {@link literal} and {@link Constants}. */
export function code(strings: TemplateStringsArray, ...parts: readonly Part[]): Code {
  let written = strings[0] as string;
  for (let at = 0; at < parts.length; at++) written += textOf(parts[at] as Part) + (strings[at + 1] as string);
  return { [text]: written };
}

function textOf(part: Part): string {
  if (typeof part === "number") return numeral(part);
  if (!Array.isArray(part)) return (part as Code)[text];
  let written = "";
  for (const each of part as readonly Code[]) written += each[text];
  return written;
}

function numeral(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`no numeral for ${value}`);
  return value < 0 ? `(${value})` : String(value);
}

/** A string as a literal of plain ASCII: nothing in it can end the literal, a line or a script element. */
export function literal(value: string): Code {
  const quoted = JSON.stringify(value);
  const escaped = quoted.replace(
    /[^\u0020-\u007e]|[<>&']/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return { [text]: escaped };
}

export function printCode(piece: Code): string {
  return piece[text];
}

export const yes: Code = code`true`;
export const no: Code = code`false`;

/** A flat chain: code that is nested as deep as a list is long could not be parsed. */
export function and(parts: readonly Code[]): Code {
  if (parts.includes(no)) return no;
  return chain(
    parts.filter((part) => part !== yes),
    yes,
    "&&",
  );
}

export function or(parts: readonly Code[]): Code {
  if (parts.includes(yes)) return yes;
  return chain(
    parts.filter((part) => part !== no),
    no,
    "||",
  );
}

export function negated(part: Code): Code {
  if (part === yes) return no;
  return part === no ? yes : code`!${part}`;
}

function chain(parts: readonly Code[], empty: Code, operator: "&&" | "||"): Code {
  const [first, ...others] = parts;
  if (first === undefined) return empty;
  if (others.length === 0) return first;
  return { [text]: `(${parts.map((part) => part[text]).join(` ${operator} `)})` };
}

/** Values that generated code uses and that have no literal: they are handed over in an array. */
export interface Constants {
  readonly values: readonly unknown[];
  /** The name under which the code finds the value. */
  add(value: unknown): Code;
}

export function createConstants(): Constants {
  const values: unknown[] = [];
  const names = new Map<unknown, Code>();
  return {
    values,
    add(value) {
      const known = names.get(value);
      if (known !== undefined) return known;
      const name = { [text]: `k${values.length}` };
      values.push(value);
      names.set(value, name);
      return name;
    },
  };
}

/** Names of local variables, each once. */
export function createLocals(): () => Code {
  let count = 0;
  return () => ({ [text]: `v${count++}` });
}
