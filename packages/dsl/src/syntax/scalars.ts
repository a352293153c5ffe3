import { formatAddress, parseAddress, parseTime } from "@authz/model";
import { hostBits } from "../diagnostics/syntax/host-bits.ts";
import { malformedAddress } from "../diagnostics/syntax/malformed-address.ts";
import { malformedTime } from "../diagnostics/syntax/malformed-time.ts";
import type { Findings } from "./findings.ts";
import type { StringNode } from "./tree.ts";

export function checkTime(text: StringNode, findings: Findings): void {
  if (parseTime(text.value) !== undefined || findings.touches(text.span)) return;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text.value) ? `${text.value}T00:00:00Z` : undefined;
  const zoned = parseTime(`${text.value}Z`) === undefined ? undefined : `${text.value}Z`;
  const suggestion = zoned ?? (day !== undefined && parseTime(day) !== undefined ? day : undefined);
  const quoted = suggestion === undefined ? undefined : `"${suggestion}"`;
  findings.report(malformedTime, text.span, { text: text.value, suggestion: quoted }, { suggestion: quoted });
}

export function checkAddress(text: StringNode, findings: Findings): void {
  if (parseAddress(text.value) !== undefined || findings.touches(text.span)) return;
  const network = meantNetwork(text.value);
  if (network === undefined) return findings.report(malformedAddress, text.span, { text: text.value });
  findings.report(hostBits, text.span, { text: text.value, network }, { suggestion: `"${network}"` });
}

/** The network that an address with a prefix lies in, when host bits are all that is wrong. */
function meantNetwork(text: string): string | undefined {
  const [host = "", length = "", ...more] = text.split("/");
  const address = parseAddress(host);
  if (more.length > 0 || address === undefined || !/^(0|[1-9][0-9]{0,2})$/.test(length)) return undefined;
  // An IPv4-mapped address has been read as the IPv4 address; its prefix counts the 96 bits before that.
  const mapped = address.family === 4 && host.includes(":");
  const prefix = Number(length) - (mapped ? 96 : 0);
  const width = address.family === 4 ? 32 : 128;
  if (prefix < 0 || prefix > width) return undefined;
  const hostPart = BigInt(width - prefix);
  return formatAddress({ ...address, bits: (address.bits >> hostPart) << hostPart, prefix });
}
