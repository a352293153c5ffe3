import { crc32 } from "node:zlib";
import { isJsonObject, member, parseStrictObject } from "../encoding/strict-json.ts";
import { StoreUnavailable } from "../stores/unavailable.ts";
import { revocationProblem, type Revocation, type Revoked } from "./revocation.ts";

/** One revocation a line: a checksum, a space, JSON. Only a line that ends is one: others were not written whole. */
export function formatLine(revocation: Revocation): string {
  const { revoked, before, until } = revocation;
  const json = JSON.stringify({ ...revoked, before, until });
  return `${checksum(json)} ${json}\n`;
}

/** A line that has ended and is damaged may be any revocation: the whole file is of no use then. */
export function parseLine(line: Uint8Array, number: number): Revocation {
  const text = new TextDecoder().decode(line);
  const [sum, json] = [text.slice(0, 8), text.slice(9)];
  const data = text[8] === " " && checksum(json) === sum ? parseStrictObject(line.subarray(9)) : undefined;
  const revocation = data === undefined ? undefined : toRevocation(data);
  if (revocation !== undefined && revocationProblem(revocation) === undefined) return revocation;
  throw new StoreUnavailable(`line ${number} of the file of revocations is damaged`);
}

function toRevocation(data: Parameters<typeof isJsonObject>[0]): Revocation | undefined {
  if (!isJsonObject(data)) return undefined;
  const [kind, issuer, id] = ["kind", "issuer", "id"].map((name) => member(data, name));
  const [before, until] = [member(data, "before"), member(data, "until")];
  if (typeof before !== "number" || typeof until !== "number") return undefined;
  const revoked = toRevoked(kind, issuer, id);
  return revoked === undefined ? undefined : { revoked, before, until };
}

function toRevoked(kind: unknown, issuer: unknown, id: unknown): Revoked | undefined {
  if (kind === "everything") {
    if (issuer === undefined) return { kind };
    return typeof issuer === "string" ? { kind, issuer } : undefined;
  }
  if (kind !== "token" && kind !== "session" && kind !== "subject" && kind !== "client") return undefined;
  return typeof issuer === "string" && typeof id === "string" ? { kind, issuer, id } : undefined;
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, "0");
}
