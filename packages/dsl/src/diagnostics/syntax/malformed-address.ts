import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly text: string;
};

export const malformedAddress: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/malformed-address",
  severity: "error",
  summary: "an address that is none",
  why: "An address has one reading only: four decimal numbers without leading zeros, or the groups of IPv6 without a zone.",
  message: (p) => `\`${p.text}\` is neither an address nor a network`,
  help: () => "write an address such as `10.0.0.1` or `2001:db8::1`, or a network such as `10.0.0.0/8`",
  bad: 'subject User\ncontext { from: ip }\nresource Invoice {\n  action read\n  allow User to read when context.from in ip "10.0.0.0/33"\n}\n',
  good: 'subject User\ncontext { from: ip }\nresource Invoice {\n  action read\n  allow User to read when context.from in ip "10.0.0.0/8"\n}\n',
});
