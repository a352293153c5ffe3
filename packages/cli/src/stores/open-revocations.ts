import { createFileRevocations, createRedisRevocations, openRedis, type RevocationStore } from "@authz/identity";
import { missingPackage, readWhere } from "./where.ts";

export interface OpenRevocations {
  readonly store: RevocationStore;
  /** Only where revocations may be lost as a whole: says that there are none yet. */
  readonly initialise?: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The revocations that an option names. */
export async function openRevocations(option: string, text: string): Promise<OpenRevocations> {
  const where = readWhere(option, text, ["file", "redis"]);
  const clock = (): Date => new Date();
  if (where.kind === "file")
    return { store: createFileRevocations({ path: where.path, clock }), close: () => Promise.resolve() };
  const { client, close } = await openRedis(where.url).catch(missingPackage);
  const store = createRedisRevocations({ client, clock });
  return { store, initialise: store.initialise, close };
}
