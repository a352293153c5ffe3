import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly steps: number;
  readonly limit: number;
};

export const pathTooLong: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/path-too-long",
  severity: "error",
  summary: "a path with too many steps",
  why: "Each step of a path is looked up in every decision, and may lead to several resources. What applies at every level of a tree is said once, by a role that follows from the same role of the parent.",
  message: (p) => `this path has ${p.steps} steps, and ${p.limit} is the limit`,
  help: () => "let a role follow from the parent's: `role viewer if parent.viewer`",
  bad: `subject User\nresource Folder in Folder {\n  role viewer\n  action read\n  allow ${"parent.".repeat(17)}viewer to read\n}\n`,
  good: "subject User\nresource Folder in Folder {\n  role viewer if parent.viewer\n  action read\n  allow viewer to read\n}\n",
});
