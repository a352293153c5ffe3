import type { Command, CommandGroup, OptionDefinition } from "../command.ts";
import { revocationStoreOption } from "../stores/revocation-options.ts";

const issuer: OptionDefinition = {
  syntax: "--issuer <iss>",
  help: "who issued the tokens: their `iss`, to the letter",
};
const before: OptionDefinition = {
  syntax: "--before <time>",
  help: "tokens that were issued until then (RFC 3339; default: now)",
};
const lifetime: OptionDefinition = {
  syntax: "--lifetime <duration>",
  help: "how long tokens live at most, that is how long it is kept (default: 24h)",
};

const token: Command = {
  name: "token",
  summary: "Refuse one token from now on",
  arguments: [{ syntax: "[file]", help: "the token by itself; - is standard input" }],
  options: [
    issuer,
    { syntax: "--jti <id>", help: "the token's id, where the token itself is not at hand" },
    lifetime,
    revocationStoreOption,
  ],
  formats: ["text", "json"],
  examples: [
    { line: "authz revoke token token.txt", what: "the token in a file" },
    { line: "authz revoke token --issuer https://login.example.com --jti 7f3a", what: "by its names" },
  ],
  run: async (input, terminal) => (await import("../revoke/run-revoke.ts")).runRevokeToken(input, terminal),
};

function others(kind: "session" | "subject" | "client", claim: string, options: readonly OptionDefinition[]): Command {
  return {
    name: kind,
    summary: `Refuse all tokens of a ${kind}`,
    arguments: [{ syntax: "[id]", help: `the tokens' \`${claim}\`` }],
    options: [issuer, ...options, lifetime, revocationStoreOption],
    formats: ["text", "json"],
    examples: [
      { line: `authz revoke ${kind} 8c1d --issuer https://login.example.com`, what: "in authz-revocations.log" },
      {
        line: `authz revoke ${kind} 8c1d --issuer https://login.example.com --lifetime 30d --store env:REDIS_URL`,
        what: "in Redis, for tokens that live a month",
      },
    ],
    run: async (input, terminal) => (await import("../revoke/run-revoke.ts")).runRevokeOthers(kind, input, terminal),
  };
}

const everything: Command = {
  name: "everything",
  summary: "Refuse all tokens that were issued until now, or until a time",
  arguments: [],
  options: [{ ...issuer, help: "only those of this issuer" }, before, lifetime, revocationStoreOption],
  formats: ["text", "json"],
  examples: [
    { line: "authz revoke everything", what: "everybody signs in again" },
    {
      line: "authz revoke everything --issuer https://login.example.com --before 2026-01-31T00:00:00Z",
      what: "what an issuer issued before its key was changed",
    },
  ],
  run: async (input, terminal) => (await import("../revoke/run-revoke.ts")).runRevokeEverything(input, terminal),
};

const init: Command = {
  name: "init",
  summary: "Prepare a Redis that holds no revocations yet",
  description:
    "Until then, and after it has lost its data, every token is refused. After a loss: authz revoke everything.",
  arguments: [],
  options: [revocationStoreOption],
  formats: ["text", "json"],
  examples: [
    { line: "authz revoke init --store redis://localhost:6379", what: "once" },
    { line: "authz revoke init --store env:REDIS_URL", what: "an address that no process list shows" },
  ],
  run: async (input, terminal) => (await import("../revoke/run-revoke.ts")).runInitialise(input, terminal),
};

export const command: CommandGroup = {
  name: "revoke",
  summary: "Refuse tokens that are still valid: one, or all of a session, a subject, a client",
  description:
    "Revocations are kept in a file, or in Redis (--store), until the tokens have expired. docs/revocation.md says more.",
  commands: [
    token,
    others("session", "sid", []),
    others("subject", "sub", [before]),
    others("client", "client_id", [before]),
    everything,
    init,
  ],
  examples: [
    { line: "authz revoke token token.txt", what: "one token" },
    { line: "authz revoke subject 8c1d --issuer https://login.example.com", what: "all that somebody has" },
  ],
};
