import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type NotUtf8 = {
  readonly byte: number;
  readonly value: string;
  readonly looksLike: string | undefined;
};

export const notUtf8: DiagnosticDefinition<NotUtf8> = defineDiagnostic({
  code: "files/not-utf8",
  severity: "error",
  summary: "A file is not UTF-8 text",
  why: "Policies and facts are UTF-8. Guessing at another encoding could turn one name into another.",
  message: ({ byte, value }) => `this is not UTF-8: byte ${byte} of the file is ${value}`,
  help: ({ looksLike }) =>
    looksLike === undefined ? "save the file as UTF-8" : `it looks like ${looksLike}: save the file as UTF-8`,
  bad: { shell: "printf 'role caf\\351\\n' > policy/roles.authz\nauthz lint --policy policy" },
  good: { shell: "printf 'role cafe\\n' > policy/roles.authz\nauthz lint --policy policy" },
});
