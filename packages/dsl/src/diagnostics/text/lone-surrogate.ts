import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const loneSurrogate: DiagnosticDefinition<{ readonly character: string }> = defineDiagnostic<{
  readonly character: string;
}>({
  code: "text/lone-surrogate",
  severity: "error",
  summary: "half a character",
  why: "A surrogate without its other half is no character; text with one cannot be written as UTF-8.",
  message: (p) => `${p.character} is half of a surrogate pair`,
  help: () => "delete it or save the file as UTF-8 again",
  bad: "subject User // \ud83d\nrole admin\n",
  good: "subject User // \ud83d\ude00\nrole admin\n",
});
