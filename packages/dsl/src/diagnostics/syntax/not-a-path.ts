import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly operator: string;
};

export const notAPath: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/not-a-path",
  severity: "error",
  summary: "`has` or `is` after something that is no path",
  why: "Only what a path leads to can have an attribute or a role.",
  message: (p) => `only a path can stand before \`${p.operator}\``,
  help: (p) => `write a path, such as \`resource.owner\`, before \`${p.operator}\``,
  bad: 'subject User\nresource Invoice {\n  amount: number\n  action read\n  allow User to read when "x" has amount\n}\n',
  good: "subject User\nresource Invoice {\n  amount: number\n  action read\n  allow User to read when resource has amount\n}\n",
});
