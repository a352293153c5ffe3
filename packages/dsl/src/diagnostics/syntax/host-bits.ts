import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly text: string;
  readonly network: string;
};

export const hostBits: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/host-bits",
  severity: "error",
  summary: "a network with bits behind its prefix",
  why: "`10.1.2.3/8` may be meant as the network or as the one address; the two differ by millions of callers.",
  message: (p) => `\`${p.text}\` has bits set behind its prefix`,
  help: (p) => `write \`${p.network}\` for the network, or leave out the prefix for the one address`,
  bad: 'subject User\ncontext { from: ip }\nresource Invoice {\n  action read\n  allow User to read when context.from in ip "10.1.2.3/8"\n}\n',
  good: 'subject User\ncontext { from: ip }\nresource Invoice {\n  action read\n  allow User to read when context.from in ip "10.0.0.0/8"\n}\n',
});
