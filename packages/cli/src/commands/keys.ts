import type { Command, CommandGroup } from "../command.ts";
import { keyPrefixOption, keyStoreOption } from "../stores/key-options.ts";

const create: Command = {
  name: "create",
  summary: "Make a key, which is shown only now",
  description: "The key alone goes to standard output, what it is to standard error.",
  arguments: [],
  options: [
    { syntax: "--name <text>", help: "what it is for, in words" },
    { syntax: "--subject <entity>", help: "for whom it stands: Service:export" },
    {
      syntax: "--scope <scopes>",
      help: "its ceiling: scopes, with spaces between them (default: none, nothing is covered)",
    },
    { syntax: "--all-scopes", help: "no ceiling" },
    { syntax: "--role <role>", help: "an application-wide role that it asserts; may be repeated", repeatable: true },
    { syntax: "--expires <duration>", help: "from now: 90d (default), 12h, or never" },
    keyPrefixOption,
    keyStoreOption,
  ],
  formats: ["text", "json"],
  examples: [
    {
      line: "authz keys create --name 'nightly export' --subject Service:export --scope invoices:read > key.txt",
      what: "a key for 90 days",
    },
    {
      line: "authz keys create --name ci --subject Service:ci --role auditor --expires 12h --store env:DATABASE_URL",
      what: "a key for half a day, in PostgreSQL",
    },
  ],
  run: async (input, terminal) => (await import("../keys/run-create.ts")).runCreate(input, terminal),
};

const list: Command = {
  name: "list",
  summary: "Show all keys, their state and when they were last used",
  arguments: [],
  options: [keyStoreOption],
  formats: ["text", "json"],
  examples: [
    { line: "authz keys list", what: "the keys in authz-keys.json" },
    { line: "authz keys list --store env:DATABASE_URL --format json", what: "those in PostgreSQL, for a program" },
  ],
  run: async (input, terminal) => (await import("../keys/run-keys.ts")).runList(input, terminal),
};

const rotate: Command = {
  name: "rotate",
  summary: "Make a key that takes the place of another, which is in force for a while yet",
  arguments: [{ syntax: "[id]", help: "the id of the old key" }],
  options: [
    { syntax: "--overlap <duration>", help: "how long the old key still works (default: 24h)" },
    keyPrefixOption,
    keyStoreOption,
  ],
  formats: ["text", "json"],
  examples: [
    { line: "authz keys rotate 0aBcDeFgHiJ > key.txt", what: "with a day to change over" },
    { line: "authz keys rotate 0aBcDeFgHiJ --overlap 0s > key.txt", what: "at once" },
  ],
  run: async (input, terminal) => (await import("../keys/run-create.ts")).runRotate(input, terminal),
};

const revoke: Command = {
  name: "revoke",
  summary: "Put a key out of force, at once and for ever",
  arguments: [{ syntax: "[id]", help: "the id of the key" }],
  options: [keyStoreOption],
  formats: ["text", "json"],
  examples: [
    { line: "authz keys revoke 0aBcDeFgHiJ", what: "a key in authz-keys.json" },
    { line: "authz keys revoke 0aBcDeFgHiJ --store env:DATABASE_URL", what: "a key in PostgreSQL" },
  ],
  run: async (input, terminal) => (await import("../keys/run-keys.ts")).runRevoke(input, terminal),
};

const verify: Command = {
  name: "verify",
  summary: "Say whether a key is in force, and for whom it stands",
  description: "Exits with 0 when it is, with 1 when it is refused, with 2 when the store cannot be used.",
  arguments: [{ syntax: "[file]", help: "the key by itself; - is standard input" }],
  options: [keyPrefixOption, keyStoreOption],
  formats: ["text", "json"],
  examples: [
    { line: "authz keys verify key.txt", what: "a key in a file" },
    { line: "authz keys verify - --store env:DATABASE_URL < key.txt", what: "by the keys in PostgreSQL" },
  ],
  run: async (input, terminal) => (await import("../keys/run-keys.ts")).runVerify(input, terminal),
};

const migration: Command = {
  name: "migration",
  summary: "Print the SQL that makes the table of keys in PostgreSQL",
  arguments: [],
  options: [],
  formats: ["text"],
  examples: [
    { line: "authz keys migration | psql invoices", what: "make the table, where it is not there yet" },
    { line: "authz keys migration > migrations/010-authz-api-keys.sql", what: "keep it among your migrations" },
  ],
  run: async (input, terminal) => (await import("../keys/run-migration.ts")).runMigration(input, terminal),
};

export const command: CommandGroup = {
  name: "keys",
  summary: "Make, show, rotate, revoke and verify API keys",
  description: "Keys are kept in a file, or in PostgreSQL (--store): only a hash of each. docs/api-keys.md says more.",
  commands: [create, list, rotate, revoke, verify, migration],
  examples: [
    { line: "authz keys create --name 'nightly export' --subject Service:export > key.txt", what: "make one" },
    { line: "authz keys verify key.txt", what: "is it in force, and for whom" },
  ],
};
