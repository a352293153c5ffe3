import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly character: string;
};

export const invisibleCharacter: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "text/invisible-character",
  severity: "error",
  summary: "an invisible character",
  why: "Bidirectional controls make text show in another order than it has, zero-width and tag characters hide text: a policy with them says something else than its reviewer sees.",
  message: (p) => `the invisible character ${p.character} may not stand in a policy`,
  help: () => "delete it; in a string that needs it, write it as an escape, such as `\\u200b`",
  bad: "subject User\nrole admin // \u202enoitpecxe on\nrole clerk\n",
  good: "subject User\nrole admin // no exception\nrole clerk\n",
});
