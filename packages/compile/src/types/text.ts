/** A string as TypeScript spells it: ASCII on one line, whatever is in it. */
export function literal(text: string): string {
  return JSON.stringify(text).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** One of these types; of none: nothing. */
export function union(types: readonly string[]): string {
  return types.length === 0 ? "never" : types.join(" | ");
}

/** A member of an object type. */
export interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
}

/** The body of an interface, or an object type; the last of members with one name counts, as in JSON Schemas. */
export function body(members: readonly Member[]): string {
  const byName = new Map(members.map((member) => [member.name, member]));
  if (byName.size === 0) return "{}";
  const lines = [...byName.values()].map(
    ({ name, optional, type }) => `readonly ${key(name)}${optional ? "?" : ""}: ${type};`,
  );
  return `{\n  ${lines.join("\n").replaceAll("\n", "\n  ")}\n}`;
}

/** An object type: of no members nothing fits but the empty object, while `{}` would take anything. */
export function object(members: readonly Member[]): string {
  return members.length === 0 ? "Readonly<Record<string, never>>" : body(members);
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}
