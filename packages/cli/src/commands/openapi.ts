import type { ArgumentDefinition, Command, CommandGroup, OptionDefinition } from "../command.ts";
import { lintFormats } from "../lint/formats/formats.ts";

const description: ArgumentDefinition = {
  syntax: "[description]",
  help: "an OpenAPI description (3.0 or later), YAML or JSON",
};

const basePath: OptionDefinition = {
  syntax: "--base-path <path>",
  help: "what stands before the paths in requests: /api/v3",
};

const check: Command = {
  name: "check",
  summary: "Say where a policy and the description of its API differ",
  description:
    "Every operation needs an endpoint and every endpoint an operation, what is\n" +
    "public must be so on both sides, and the same scopes must suffice.\n" +
    "Exits with 1 when they differ.",
  arguments: [description],
  options: [
    basePath,
    { syntax: "--allow-undocumented", help: "endpoints that are not described are fine" },
    { syntax: "--max-warnings <number>", help: "how many warnings are still fine (default: any number)" },
  ],
  formats: lintFormats,
  examples: [
    { line: "authz openapi check api.yaml", what: "hold the policy in ./policy against it" },
    { line: "authz openapi check api.yaml --format sarif > openapi.sarif", what: "for code scanning" },
  ],
  run: async (input, terminal) => (await import("../openapi/run-check.ts")).runCheck(input, terminal),
};

const init: Command = {
  name: "init",
  summary: "Write a first policy from the description of an API",
  description:
    "Resources come from paths, actions from operations, scopes and endpoints as\n" +
    "they are described; two roles are a start. Writes ./policy/NAME.authz, or the\n" +
    "file of --policy, or NAME.authz in its folder.",
  arguments: [description],
  options: [
    basePath,
    { syntax: "--force", help: "overwrite the file" },
    { syntax: "--stdout", help: "print the policy and write nothing" },
  ],
  formats: ["text", "json"],
  examples: [
    { line: "authz openapi init api.yaml", what: "write policy/api.authz" },
    { line: "authz openapi init api.yaml --stdout", what: "only look" },
  ],
  run: async (input, terminal) => (await import("../openapi/run-init.ts")).runInit(input, terminal),
};

const annotate: Command = {
  name: "annotate",
  summary: "Write the policy's scopes into the description of its API",
  description:
    "Changes `security` where it differs from what the policy demands, and adds\n" +
    "scopes that its scheme does not declare. Comments and layout stay.",
  arguments: [description],
  options: [
    basePath,
    { syntax: "--check", help: "change nothing; exit with 1 if something would change" },
    { syntax: "--diff", help: "the same, and show what would change as a unified diff" },
    { syntax: "--scheme <name>", help: "the security scheme that scopes belong to, where that is not clear" },
  ],
  formats: ["text", "json"],
  examples: [
    { line: "authz openapi annotate api.yaml", what: "bring it up to date" },
    { line: "authz openapi annotate api.yaml --diff", what: "what would change" },
  ],
  run: async (input, terminal) => (await import("../openapi/run-annotate.ts")).runAnnotate(input, terminal),
};

export const command: CommandGroup = {
  name: "openapi",
  summary: "Hold an OpenAPI description against the policy, and make one from the other",
  description: "docs/openapi.md says more.",
  commands: [check, init, annotate],
  examples: [
    { line: "authz openapi check api.yaml", what: "in CI" },
    { line: "authz openapi init api.yaml", what: "a first policy" },
  ],
};
