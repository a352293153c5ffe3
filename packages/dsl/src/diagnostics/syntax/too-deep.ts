import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly limit: number;
};

export const tooDeep: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/too-deep",
  severity: "error",
  summary: "brackets nested too deeply",
  why: "The work that one file can cause is bounded, and nobody can review what is nested that deeply.",
  message: (p) => `brackets and \`not\` stand more than ${p.limit} deep in one another`,
  help: () => "write it flatter, or name a part of it as a role",
  bad: `subject User\nresource Invoice {\n  action read\n  allow ${"(".repeat(64)}User${")".repeat(64)} to read\n}\n`,
  good: "subject User\nresource Invoice {\n  action read\n  allow (User) to read\n}\n",
});
