import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly closed: "yes" | "no";
};

export const blockComment: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/block-comment",
  severity: "error",
  summary: "a comment in the style of other languages",
  why: "Comments run to the end of the line, so that what is commented out shows on each line of a change.",
  message: (p) => (p.closed === "yes" ? "`/* */` is no comment here" : "`/*` is no comment here"),
  help: () => "begin each line of the comment with `//`",
  bad: "/* people */\nsubject User\n",
  good: "// people\nsubject User\n",
});
