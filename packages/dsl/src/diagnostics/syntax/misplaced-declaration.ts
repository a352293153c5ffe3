import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly word: string;
};

export const misplacedDeclaration: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/misplaced-declaration",
  severity: "error",
  summary: "a declaration inside a block that cannot hold it",
  why: "A resource block holds what belongs to the resource: attributes, roles, actions, rules and requirements; other blocks hold attributes only.",
  message: (p) => `\`${p.word}\` cannot stand inside this block`,
  help: () => "move it out of the block, or close the block before it",
  bad: 'subject User\nrole admin\nresource Invoice {\n  amount: number\n  action read\n  scope "read" covers read on Invoice\n}\n',
  good: 'subject User\nresource Invoice {\n  action read\n}\nscope "read" covers read on Invoice\n',
});
