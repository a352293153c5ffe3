import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly text: string;
  readonly kind: "escape" | "hex" | "surrogate" | "tab";
};

export const stringEscape: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/string-escape",
  severity: "error",
  summary: "an escape that strings do not have",
  why: "Strings have the escapes of JSON and no others, so that a string means the same here and in data.",
  message: (p) => describe(p),
  help: (p) =>
    p.kind === "tab"
      ? "write it as `\\t`"
      : 'the escapes are `\\" \\\\ \\/ \\b \\f \\n \\r \\t` and `\\u` with four hex digits',
  bad: 'subject User as "C:\\Users"\n',
  good: 'subject User as "C:\\\\Users"\n',
});

function describe({ kind, text }: Found): string {
  switch (kind) {
    case "escape":
      return `strings have no escape \`${text}\``;
    case "hex":
      return "`\\u` needs four hex digits";
    case "surrogate":
      return `\`${text}\` is half of a surrogate pair`;
    case "tab":
      return "a string may not hold a tab";
  }
}
