import { stateOf, type ApiKey } from "@authz/identity";
import { formatTime } from "@authz/model";
import { visible } from "../render/visible.ts";
import type { Colours } from "../terminal/colours.ts";

/** A key for people, without what it is known by. */
export function renderKey(key: ApiKey, now: number, colours: Colours): string {
  const state = stateOf(key, now);
  const colour = state === "active" ? colours.green : colours.red;
  const rows: readonly (readonly [string, string])[] = [
    ["for", `${key.subject.type} ${JSON.stringify(key.subject.id)}`],
    ["scopes", key.scopes === "all" ? "not limited" : key.scopes.join(" ") || "none: nothing is covered"],
    ["roles", key.roles.join(", ") || "none"],
    ["made", formatTime(key.createdAt)],
    ["expires", key.expiresAt === undefined ? "never" : formatTime(key.expiresAt)],
    ["last used", key.lastUsedAt === undefined ? "never" : formatTime(key.lastUsedAt)],
    ...(key.revokedAt === undefined ? [] : [["revoked", formatTime(key.revokedAt)] as const]),
    ...(key.successor === undefined ? [] : [["successor", key.successor] as const]),
  ];
  const head = `${colours.bold(key.id)} ${colour(state)} ${visible(key.name)}`;
  return [head, ...rows.map(([name, value]) => `  ${colours.dim(name.padEnd(10))}  ${visible(value)}`)].join("\n");
}

/** A key for programs: times as RFC 3339, and no hash. */
export function toKeyJson({ hash: _hash, ...key }: ApiKey, now: number): object {
  const times = ["createdAt", "expiresAt", "lastUsedAt", "revokedAt"] as const;
  const written = times.flatMap((name) => {
    const time = key[name];
    return time === undefined ? [] : [[name, formatTime(time)] as const];
  });
  return { ...key, ...Object.fromEntries(written), state: stateOf({ ...key, hash: "" }, now) };
}
