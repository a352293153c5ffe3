import { stringify } from "yaml";

/** One alternative, by scheme. */
export type WrittenAlternative = Readonly<Record<string, readonly string[]>>;

/** How the text around writes data. */
export interface Layout {
  readonly style: "json" | "flow" | "block";
  /** Columns before the names of the object. */
  readonly indent: string;
  /** Columns before the items of a block list. */
  readonly itemIndent: string;
}

/** `security` behind its colon. */
export function renderSecurity(alternatives: readonly WrittenAlternative[], layout: Layout): string {
  return renderValue(alternatives, layout);
}

/** A member, `name: value`, without what separates it from its neighbours. */
export function renderMember(name: string, value: unknown, layout: Layout): string {
  const written = layout.style === "json" ? JSON.stringify(name) : stringify(name, { lineWidth: 0 }).trimEnd();
  return `${written}:${renderValue(value, layout)}`;
}

function renderValue(value: unknown, { style, indent, itemIndent }: Layout): string {
  if (style === "json") return ` ${JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`)}`;
  const isNested = Array.isArray(value) && value.length > 0;
  if (style === "flow" || !isNested) return ` ${stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trimEnd()}`;
  const lines = stringify(value, { lineWidth: 0 }).trimEnd().split("\n");
  return lines.map((line) => `\n${itemIndent}${line}`).join("");
}
