import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type NoPolicyFiles = {
  readonly path: string;
};

export const noPolicyFiles: DiagnosticDefinition<NoPolicyFiles> = defineDiagnostic({
  code: "files/no-policy-files",
  severity: "error",
  summary: "A folder holds no policy files",
  why: "A policy is every file in a folder and the folders below it whose name ends in `.authz`; `node_modules` and names that begin with a dot are left out. A folder without any is most likely the wrong one: its empty policy would deny everything.",
  message: ({ path }) => `the folder \`${path}\` has no file whose name ends in \`.authz\``,
  help: () => "name the folder or the file of your policy: --policy DIR|FILE",
  bad: { shell: "mkdir empty\nauthz lint --policy empty" },
  good: { shell: "mkdir policy\necho 'subject User' > policy/people.authz\nauthz lint --policy policy" },
});
