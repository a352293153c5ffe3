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

export function and(parts: readonly Code[]): Code {
  return chain(parts, "&&", yes, no);
}

export function or(parts: readonly Code[]): Code {
  return chain(parts, "||", no, yes);
}

export function negated(part: Code): Code {
  if (part === yes) return no;
  return part === no ? yes : code`!${part}`;
}

/**
 * Flat: code that is nested as deep as a list is long could not be parsed.
 * @param neutral what changes nothing, and is the answer when there is nothing else
 */
function chain(parts: readonly Code[], operator: "&&" | "||", neutral: Code, decisive: Code): Code {
  if (parts.includes(decisive)) return decisive;
  const telling = parts.filter((part) => part !== neutral);
  if (telling.length < 2) return telling[0] ?? neutral;
  return { [text]: `(${telling.map((part) => part[text]).join(` ${operator} `)})` };
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
