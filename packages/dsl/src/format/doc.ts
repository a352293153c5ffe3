import type { Trivia } from "./trivia.ts";

/**
 * What is to be printed, and where its lines may end: the document algebra of Wadler ("A prettier printer"), as much of it as
 * this language needs. A list is what stands behind one another.
 */
export type Doc = string | readonly Doc[] | GroupDoc | IndentDoc | GapDoc | FlatDoc;

/** Its lines end all or not at all; not, when it fits. */
export interface GroupDoc {
  readonly kind: "group";
  readonly content: Doc;
  /** The last column that it may reach on one line, if that is nearer than the line's. */
  readonly limit: number;
  /** A filled one stays on the line as long as its beginning fits, whatever has to break further in. */
  readonly fill: boolean;
  readonly breaks: boolean;
}

/** Lines that begin in it are indented further: by one step, or by that of the line that it begins on. */
export interface IndentDoc {
  readonly kind: "indent";
  readonly from: "around" | "line";
  readonly content: Doc;
  readonly breaks: boolean;
}

/** What stands between two tokens; with comments or an empty line, the line ends there whatever the style. */
export interface GapDoc {
  readonly kind: "gap";
  readonly style: "fixed" | "line" | "hard";
  /** The text when the line does not end. */
  readonly flat: string;
  readonly trivia: Trivia | undefined;
  /** Before a closing bracket: comments belong to what is inside. */
  readonly closing: boolean;
}

/** Text that is there only where the group around is on one line. */
export interface FlatDoc {
  readonly kind: "flat";
  readonly text: string;
}

export function group(content: Doc, limit: number = Infinity): GroupDoc {
  return { kind: "group", content, limit, fill: false, breaks: breaks(content) };
}

export function fill(content: Doc): GroupDoc {
  return { kind: "group", content, limit: Infinity, fill: true, breaks: breaks(content) };
}

export function indent(content: Doc): IndentDoc {
  return { kind: "indent", from: "around", content, breaks: breaks(content) };
}

/** For blocks: the closing bracket stands below the beginning of the line that opens it. */
export function fromLine(content: Doc): IndentDoc {
  return { kind: "indent", from: "line", content, breaks: breaks(content) };
}

export function ifFlat(text: string): FlatDoc {
  return { kind: "flat", text };
}

/** Does a line end there, whatever fits? */
export function breaks(doc: Doc): boolean {
  if (typeof doc === "string") return false;
  if (!("kind" in doc)) return doc.some(breaks);
  switch (doc.kind) {
    case "group":
    case "indent":
      return doc.breaks;
    case "gap":
      return doc.style === "hard" || doc.trivia !== undefined;
    case "flat":
      return false;
  }
}
