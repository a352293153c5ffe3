import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type TooLarge = {
  readonly what: string;
  readonly limit: number;
};

export const tooLarge: DiagnosticDefinition<TooLarge> = defineDiagnostic({
  code: "files/too-large",
  severity: "error",
  summary: "A file is larger than the limit",
  why: "Sizes are bounded so that no input can take all memory or time. The limits are far above what people write by hand.",
  message: ({ what, limit }) => `${what} has more than ${limit} characters`,
  help: () => "split it into smaller files, or raise the limit where you load it",
  bad: { shell: "yes '// padding' | head -c 4000000 > policy/big.authz\nauthz lint --policy policy" },
  good: { shell: "yes '// padding' | head -c 4000 > policy/small.authz\nauthz lint --policy policy" },
});
