import { defaultLimits, type Diagnostic, type Limits } from "@authz/model";
import { createCollector } from "../../diagnostics/collector.ts";
import { parseFile } from "../parse-file.ts";
import type { SyntaxFile } from "../tree.ts";
import { outline } from "./outline.ts";

export interface Result {
  readonly file: SyntaxFile | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function parse(text: string, limits: Partial<Limits> = {}, name = "policy.authz"): Result {
  const collector = createCollector();
  const file = parseFile({ name, text }, collector, { ...defaultLimits, ...limits });
  const diagnostics = [...collector.diagnostics].sort(
    (left, right) => left.location.span.start - right.location.span.start,
  );
  return { file, diagnostics };
}

/** The outlines of the declarations of a text without mistakes. */
export function outlines(text: string): readonly string[] {
  const { file, diagnostics } = parse(text);
  if (diagnostics.length > 0) throw new Error(diagnostics.map((found) => `${found.code}: ${found.message}`).join("\n"));
  return (file?.declarations ?? []).map(outline);
}

/** `code «underlined text»`; a place without text shows the text before it: `code after «x»`. */
export function mistakes(text: string, limits: Partial<Limits> = {}): readonly string[] {
  return parse(text, limits).diagnostics.map(({ code, location }) => {
    const { start, end } = location.span;
    if (start < end) return `${code} «${text.slice(start, end)}»`;
    return `${code} after «${/[^\s]*$/.exec(text.slice(0, start))?.[0] ?? ""}»`;
  });
}
