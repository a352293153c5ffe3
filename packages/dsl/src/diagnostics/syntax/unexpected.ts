import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly expected: string;
  readonly found: string | undefined;
  readonly after: string | undefined;
  readonly shape: string | undefined;
};

export const unexpected: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/unexpected",
  severity: "error",
  summary: "something else than what can stand here",
  why: "The declaration cannot be read any further here: something is missing, or something is in its way.",
  message: (p) =>
    p.found !== undefined
      ? `expected ${p.expected}, found \`${p.found}\``
      : p.after === undefined
        ? `expected ${p.expected}`
        : `expected ${p.expected} after \`${p.after}\``,
  help: (p) => p.shape ?? `write ${p.expected}`,
  bad: "subject User\nrole admin\nresource Invoice {\n  amount: number\n  action read\n  allow admin read\n}\n",
  good: "subject User\nrole admin\nresource Invoice {\n  amount: number\n  action read\n  allow admin to read\n}\n",
});
