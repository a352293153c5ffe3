/** Trees in one line, for tests: what was understood, without spans. */
export function outline(node: unknown): string {
  if (typeof node === "string") return JSON.stringify(node);
  if (Array.isArray(node)) return `[${node.map(outline).join(" ")}]`;
  if (typeof node !== "object" || node === null) return String(node);
  const entries = new Map<string, unknown>(Object.entries(node).filter(([key]) => !/^span$|Span$/.test(key)));
  const kind = entries.get("kind");
  entries.delete("kind");
  const text = entries.get("text");
  if (kind === "name") return String(text);
  if (kind === "string") return JSON.stringify(entries.get("value"));
  if (kind === "number" || kind === "boolean") return String(entries.get("value"));
  if (kind === "duration") return String(text);
  if (kind === "path" || kind === "peoplePath") return names(entries.get("names"));
  if (kind === "entity") return `${outline(entries.get("type"))}:${outline(entries.get("id"))}`;
  const parts = [...entries].filter(([, value]) => value !== false && !isEmpty(value));
  const body = parts.map(([key, value]) => (value === true ? key : `${key}=${outline(value)}`));
  return `(${[...(typeof kind === "string" ? [kind] : []), ...body].join(" ")})`;
}

function names(list: unknown): string {
  return Array.isArray(list) ? list.map(outline).join(".") : "";
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
