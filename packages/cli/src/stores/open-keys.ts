import { createApiKeys, createFileKeyStore, createPostgresKeyStore, openPostgres, type ApiKeys } from "@authz/identity";
import { randomBytes } from "node:crypto";
import type { Invocation } from "../command.ts";
import { missingPackage, readWhere } from "./where.ts";

export interface OpenKeys {
  readonly keys: ApiKeys;
  readonly close: () => Promise<void>;
}

/** The keys that `--store` names. */
export async function openKeys(input: Invocation): Promise<OpenKeys> {
  const where = readWhere("store", input.value("store") ?? "authz-keys.json", ["file", "postgres"]);
  const prefix = input.value("prefix");
  const options = { clock: () => new Date(), random: randomBytes, ...(prefix === undefined ? {} : { prefix }) };
  if (where.kind === "file")
    return {
      keys: createApiKeys({ ...options, store: createFileKeyStore(where.path) }),
      close: () => Promise.resolve(),
    };
  const { pool, close } = await openPostgres(where.url).catch(missingPackage);
  return { keys: createApiKeys({ ...options, store: createPostgresKeyStore(pool) }), close };
}
