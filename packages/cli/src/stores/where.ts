import { StoreUnavailable } from "@authz/identity";
import { UsageError } from "../command.ts";

/** Where something is kept. An address of a server may hold a password, which is shown nowhere. */
export type Where =
  { readonly kind: "file"; readonly path: string } | { readonly kind: "postgres" | "redis"; readonly url: string };

/** What an option such as `--store` says: a file, an address, or `env:NAME` for an address that no process list shows. */
export function readWhere(option: string, text: string, kinds: readonly Where["kind"][]): Where {
  const named = /^env:(\w+)$/.exec(text)?.[1];
  const value = named === undefined ? text : process.env[named];
  if (value === undefined || value === "")
    throw new UsageError(`--${option} names the variable \`${named ?? ""}\`, which is not set`);
  const where = whereOf(value);
  if (kinds.includes(where.kind)) return where;
  throw new UsageError(`--${option} takes no ${where.kind === "file" ? "file" : `address of ${names[where.kind]}`}`);
}

const names = { postgres: "PostgreSQL", redis: "Redis" } as const;

function whereOf(value: string): Where {
  if (/^postgres(?:ql)?:\/\//.test(value)) return { kind: "postgres", url: value };
  if (/^rediss?:\/\//.test(value)) return { kind: "redis", url: value };
  return { kind: "file", path: value };
}

/** What opens a server fails only without its package: one that is not there now may come. */
export function missingPackage(error: unknown): never {
  if (!(error instanceof StoreUnavailable)) throw error;
  throw new UsageError(error.message, "install it beside authz: it is needed for this kind of store only");
}
