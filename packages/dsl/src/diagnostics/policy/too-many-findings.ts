import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const tooManyFindings: DiagnosticDefinition<{ readonly more: number }> = defineDiagnostic({
  code: "policy/too-many-findings",
  severity: "error",
  summary: "There are more findings than are reported at once",
  why: "One mistake in a central place, or a file that is no policy at all, can cause very many findings. The first ones are reported, the rest is counted.",
  message: ({ more }) => `there ${more === 1 ? "is 1 more finding" : `are ${more} more findings`} from here on`,
  help: () => "mend the ones above first, or raise the limit `diagnostics`",
  bad: { shell: "authz lint --policy generated/" },
  good: { shell: "authz lint --policy policies/" },
});
