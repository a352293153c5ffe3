import { visible } from "./visible.ts";

/** An XML element with attributes in the order given; text and attributes are escaped, and hold only characters XML may. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly children?: readonly XmlElement[];
  /** In place of children. */
  readonly text?: string;
}

export function renderXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, "")}`;
}

function element({ name, attributes, children = [], text }: XmlElement, indent: string): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escape(String(value)).replaceAll("\n", "&#10;")}"`],
  );
  const open = `${indent}<${name}${written.join("")}`;
  if (text !== undefined) return `${open}>${escape(text)}</${name}>\n`;
  if (children.length === 0) return `${open}/>\n`;
  return `${open}>\n${children.map((child) => element(child, `${indent}  `)).join("")}${indent}</${name}>\n`;
}

function escape(text: string): string {
  // Unassigned, so `visible` leaves them, but XML may not hold them.
  const shown = text
    .split("\n")
    .map(visible)
    .join("\n")
    .replace(/[\uFFFE\uFFFF]/g, "\uFFFD");
  return shown.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
