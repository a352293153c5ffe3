import { parseDuration } from "@authz/model";
import type { JsonSchema } from "./json-schema.ts";

/** Numbers that a double can tell from their neighbours. */
export const numberSchema: JsonSchema = {
  type: "number",
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
};

const leapYear = "[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00";
const days = [
  "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
  "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
  "02-(?:0[1-9]|1[0-9]|2[0-8])",
].join("|");
const clock = "(?:[01][0-9]|2[0-3]):[0-5][0-9]";

/** RFC 3339 with a zone, days that exist, no leap seconds. */
export const timeSchema: JsonSchema = {
  type: "string",
  format: "date-time",
  pattern: `^(?:[0-9]{4}-(?:${days})|(?:${leapYear})-02-29)[Tt]${clock}:[0-5][0-9](?:\\.[0-9]+)?(?:[Zz]|[+-]${clock})$`,
};

/**
 * Without the two days at the ends of time that a zone could move past them: no pattern compares hours with a zone. Facts may
 * have them, since a schema must not refuse what the reader takes; a request that passes must not turn out invalid.
 */
export const innerTimeSchema: JsonSchema = {
  ...timeSchema,
  not: { pattern: "^0000-01-01.*[+]|^9999-12-31[Tt].*-" },
};

/** One whole number and one unit, together no more than can be counted in milliseconds. */
export const durationSchema: JsonSchema = {
  type: "string",
  pattern: `^(?:${["s", "m", "h", "d"].map((unit) => `(?:0|${upTo(longest(unit))})${unit}`).join("|")})$`,
};

function longest(unit: string): string {
  return String(Math.floor(Number.MAX_SAFE_INTEGER / (parseDuration(`1${unit}`) ?? 1)));
}

/** A pattern of the whole numbers from 1 to this one, as they are written. */
function upTo(largest: string): string {
  const shorter = `[1-9][0-9]{0,${largest.length - 2}}`;
  const smaller = [...largest].flatMap((digit, at) => {
    const least = at === 0 ? 1 : 0;
    const below = Number(digit) - 1;
    if (below < least) return [];
    return [`${largest.slice(0, at)}[${least}-${below}][0-9]{${largest.length - at - 1}}`];
  });
  return `(?:${[shorter, ...smaller, largest].join("|")})`;
}

const octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const four = `${octet}(?:\\.${octet}){3}`;
const hex = "[0-9A-Fa-f]{1,4}";
/** The last 32 bits may be written as an IPv4 address. */
const six = [
  `(?:${hex}:){7}${hex}`,
  `(?:${hex}:){6}${four}`,
  ...Array.from({ length: 8 }, (_, head) => `${groups(head)}::${tail(7 - head)}`),
].join("|");

/** An address or a network. That a network has no host bits is beyond a pattern. */
export const addressSchema: JsonSchema = {
  type: "string",
  pattern: `^(?:${four}(?:/(?:3[0-2]|[12]?[0-9]))?|(?:${six})(?:/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))?)$`,
};

function groups(count: number): string {
  return count === 0 ? "" : `${hex}(?::${hex}){${count - 1}}`;
}

/** What may follow `::`: at most so many groups, an IPv4 address being two of them. */
function tail(most: number): string {
  const plain = most === 0 ? "" : `(?:${hex}(?::${hex}){0,${most - 1}})?`;
  return most < 2 ? plain : `(?:${plain}|(?:${hex}:){0,${most - 2}}${four})`;
}
