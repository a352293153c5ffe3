import { promisify } from "node:util";
import { inflate } from "node:zlib";
import type { Json } from "@authz/model";
import { decodeBase64url } from "../encoding/base64url.ts";
import { isJsonObject, member } from "../encoding/strict-json.ts";
import { identityLimits } from "../limits.ts";

/** Statuses of many tokens, packed (Token Status List 4.1). */
export interface StatusList {
  readonly bits: 1 | 2 | 4 | 8;
  readonly bytes: Uint8Array;
}

/** What a status list token has in `status_list`; undefined when it is none, or longer than the limit once unpacked. */
export async function readStatusList(data: Json | undefined): Promise<StatusList | undefined> {
  if (!isJsonObject(data)) return undefined;
  const [bits, list] = [member(data, "bits"), member(data, "lst")];
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8) return undefined;
  const packed = typeof list === "string" ? decodeBase64url(list) : undefined;
  if (packed === undefined) return undefined;
  try {
    return { bits, bytes: await unpack(packed, { maxOutputLength: identityLimits.statusListLength }) };
  } catch {
    return undefined;
  }
}

const unpack = promisify(inflate) as (data: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

/** The status at an index, from the least significant bit of each byte on; undefined outside the list. */
export function statusAt({ bits, bytes }: StatusList, index: number): number | undefined {
  const perByte = 8 / bits;
  const byte = bytes[Math.floor(index / perByte)];
  return byte === undefined ? undefined : (byte >> ((index % perByte) * bits)) & ((1 << bits) - 1);
}
