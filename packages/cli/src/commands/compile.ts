import type { Command } from "../command.ts";

export const command: Command = {
  name: "compile",
  summary: "Make a module of a policy, for edge runtimes and browsers",
  description:
    "An ES module without dependencies and without eval that exports check, allows and\n" +
    "match, with the engine's answers (explanations aside). Facts come with each request.\n" +
    "The same policy makes the same bytes.",
  arguments: [],
  options: [
    { syntax: "--out <file>", help: "writes FILE.mjs and its types, FILE.d.mts, instead of printing the module" },
    { syntax: "--types", help: "makes TypeScript types of the policy's names and requests instead (--out FILE.d.ts)" },
  ],
  formats: ["text", "json"],
  examples: [
    { line: "authz compile --out policy.mjs", what: "policy.mjs and policy.d.mts, of the policy in ./policy" },
    { line: "authz compile --policy invoices.authz | gzip -9 | wc -c", what: "how large it is over the wire" },
    {
      line: "authz compile --types --out policy-types.d.ts",
      what: "types with which a mistyped name does not compile",
    },
  ],
  run: async (input, terminal) => (await import("../compile/run-compile.ts")).runCompile(input, terminal),
};
