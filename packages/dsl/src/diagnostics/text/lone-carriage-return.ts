import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const loneCarriageReturn: DiagnosticDefinition<{ readonly count: number }> = defineDiagnostic<{
  readonly count: number;
}>({
  code: "text/lone-carriage-return",
  severity: "error",
  summary: "a carriage return that is no line end",
  why: "Only LF and CRLF end a line here. Where a lone CR ends a line for an editor but not for us, a reader sees code in what is a comment.",
  message: (p) =>
    `${p.count === 1 ? "a carriage return stands" : `${p.count} carriage returns stand`} without a line feed`,
  help: () => "end lines with LF or CRLF",
  bad: "subject User // people\rrole admin\n",
  good: "subject User // people\nrole admin\n",
});
