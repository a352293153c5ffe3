import { splitRequestTarget, type RequestTargetProblem } from "@authz/model";
import type { TemplateSegment } from "./description.ts";

/** A path whose parameters are whole segments, as an endpoint can match it; or why there is none. */
export type Template = { readonly segments: readonly TemplateSegment[] } | { readonly problem: string };

/** `/pets/{petId}`, below a prefix that the server's address has. */
export function readTemplate(path: string): Template {
  const raws = path === "/" ? [] : path.split("/").slice(1);
  const parameters = raws.map((raw) => /^\{([^{}]+)\}$/.exec(raw)?.[1]);
  const odd = raws.find((raw, index) => parameters[index] === undefined && /[{}]/.test(raw));
  if (odd !== undefined) return { problem: `the parameter in \`${odd}\` is not the whole segment` };
  if (path.includes("?")) return { problem: "the query is not part of a path" };
  // A parameter stands for a segment that is as good as any.
  const filled = raws.map((raw, index) => (parameters[index] === undefined ? raw : "segment"));
  const split = splitRequestTarget(path.startsWith("/") ? `/${filled.join("/")}` : path);
  if ("problem" in split) return { problem: problems[split.problem] };
  return {
    segments: split.segments.map((text, index): TemplateSegment => {
      const name = parameters[index];
      return name === undefined ? { kind: "literal", raw: raws[index] ?? text, text } : { kind: "parameter", name };
    }),
  };
}

const problems: Readonly<Record<RequestTargetProblem, string>> = {
  "no leading slash": "it does not begin with a slash",
  fragment: "a fragment is never sent",
  backslash: "it has a backslash",
  "space or control character": "it has a space or a control character",
  "invalid escape": "an escape in it is invalid",
  "encoded slash or backslash": "it has an encoded slash or backslash",
  NUL: "it has a NUL",
  "dot segment": "it has a dot segment",
  "empty segment": "it has an empty segment, or a slash at the end",
};

/** Equal for templates that match the same requests. */
export function templateKey(method: string, segments: readonly TemplateSegment[]): string {
  return JSON.stringify([method, segments.map((one) => (one.kind === "literal" ? one.text : 0))]);
}
