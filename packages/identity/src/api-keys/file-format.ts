import { Ajv, type ValidateFunction } from "ajv";
import { parseStrictJsonWithin } from "../encoding/strict-json.ts";
import { identityLimits } from "../limits.ts";
import { StoreUnavailable } from "../stores/unavailable.ts";
import type { ApiKey } from "./api-key.ts";

interface KeyFile {
  readonly version: 1;
  readonly keys: readonly ApiKey[];
}

const text = { type: "string", minLength: 1, maxLength: identityLimits.apiKeyText } as const;
const time = { type: "integer", minimum: 0, maximum: 8_640_000_000_000_000 } as const;
const texts = { type: "array", items: text, maxItems: identityLimits.apiKeyList } as const;

const keySchema = {
  type: "object",
  additionalProperties: false,
  required: ["id", "prefix", "hash", "name", "subject", "scopes", "roles", "createdAt"],
  properties: {
    id: { type: "string", pattern: "^[0-9A-Za-z]{11}$" },
    prefix: { type: "string", pattern: "^[a-z][a-z0-9]{1,15}$" },
    hash: { type: "string", pattern: "^[A-Za-z0-9_-]{43}$" },
    name: text,
    subject: {
      type: "object",
      additionalProperties: false,
      required: ["type", "id"],
      properties: { type: text, id: text },
    },
    scopes: { anyOf: [{ const: "all" }, texts] },
    roles: texts,
    createdAt: time,
    expiresAt: time,
    lastUsedAt: time,
    revokedAt: time,
    successor: { type: "string", pattern: "^[0-9A-Za-z]{11}$" },
  },
} as const;

const fileSchema = {
  type: "object",
  additionalProperties: false,
  required: ["version", "keys"],
  properties: {
    version: { const: 1 },
    keys: { type: "array", items: keySchema, maxItems: identityLimits.apiKeys },
  },
} as const;

let validateFile: ValidateFunction<KeyFile> | undefined;
let validateKey: ValidateFunction<ApiKey> | undefined;

/** Keys by id, in the order of the file; a file that is not whole is no file at all. */
export function parseKeyFile(bytes: Uint8Array): Map<string, ApiKey> {
  validateFile ??= new Ajv().compile<KeyFile>(fileSchema);
  const data = parseStrictJsonWithin(bytes, { depth: 8, members: 32 * identityLimits.apiKeys });
  if (!validateFile(data)) throw new StoreUnavailable("the file of keys is damaged, or is none");
  const keys = new Map(data.keys.map((key) => [key.id, key]));
  if (keys.size !== data.keys.length) throw new StoreUnavailable("the file of keys has an id twice");
  return keys;
}

export function formatKeyFile(keys: Iterable<ApiKey>): string {
  return `${JSON.stringify({ version: 1, keys: [...keys] } satisfies KeyFile, undefined, 2)}\n`;
}

/** What a database holds may have been written by others. */
export function readKey(data: unknown): ApiKey {
  validateKey ??= new Ajv().compile<ApiKey>(keySchema);
  if (!validateKey(data)) throw new StoreUnavailable("a row of the table of keys is no key");
  return data;
}
