import { parseDuration } from "@authz/model";
import { presets } from "../claims/presets.ts";
import { identityLimits } from "../limits.ts";
import { urlProblem } from "../net/url.ts";
import type { IdentityConfig, IssuerConfig } from "./config.ts";
import { findCollisions, parseIdTemplate, type IdSource } from "./ids.ts";
import type { ConfigProblem } from "./read-config.ts";

/** What a schema cannot say: addresses, durations, and that no two identities have one id. */
export function checkConfig(config: IdentityConfig): ConfigProblem[] {
  const issuers = Object.entries(config.issuers ?? {});
  const problems = issuers.flatMap(([name, issuer]) => checkIssuer(`/issuers/${name}`, issuer));
  const sources = issuers.flatMap(([name, issuer]) => idSources(name, issuer, problems));
  for (const [first, second] of findCollisions(sources)) {
    problems.push({
      pointer: second.pointer,
      message: `its ids of the type \`${second.type}\` may be those of ${first.pointer}: let neither \`${first.prefix}\` nor \`${second.prefix}\` begin with the other, or use two types`,
    });
  }
  const opaque = issuers.filter(([, { introspection }]) => introspection !== undefined);
  if (opaque.length > 1)
    problems.push({
      pointer: "/issuers",
      message: "only one issuer may have `introspection`: opaque tokens do not say whose they are",
    });
  const twin = issuers.find(([name, { issuer }]) =>
    issuers.some(([other, each]) => other < name && each.issuer === issuer),
  );
  if (twin !== undefined)
    problems.push({ pointer: `/issuers/${twin[0]}/issuer`, message: "another issuer has this name" });
  return problems;
}

function checkIssuer(at: string, issuer: IssuerConfig): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const loopback = issuer.network?.loopbackHttp === true;
  for (const [pointer, url] of [
    [`${at}/keys/url`, issuer.keys?.url],
    [`${at}/introspection/url`, issuer.introspection?.url],
  ] as const) {
    const problem = url === undefined ? undefined : urlProblem(url, loopback);
    if (problem !== undefined) problems.push({ pointer, message: problem });
  }
  const mixed = new Set(issuer.algorithms?.map((name) => name.startsWith("HS")));
  if (mixed.size > 1)
    problems.push({
      pointer: `${at}/algorithms`,
      message: "it mixes HMAC with signatures: a public key must never pass for a secret",
    });
  if (mixed.has(true) && issuer.keys?.file === undefined)
    problems.push({ pointer: `${at}/algorithms`, message: "HMAC needs its secret in a file (`keys.file`)" });
  problems.push(...checkDuration(`${at}/leeway`, issuer.leeway, identityLimits.leewaySeconds));
  problems.push(
    ...checkDuration(`${at}/introspection/cache`, issuer.introspection?.cache, identityLimits.activeSeconds),
  );
  if (issuer.keys === undefined && issuer.introspection === undefined)
    problems.push({ pointer: at, message: "it has neither `keys` nor `introspection`: nothing could be verified" });
  if (issuer.user === undefined && issuer.client === undefined)
    problems.push({ pointer: at, message: "it maps neither `user` nor `client`: every token would be refused" });
  return problems;
}

function checkDuration(pointer: string, text: string | undefined, most: number): ConfigProblem[] {
  const seconds = durationSeconds(text);
  return seconds === undefined || seconds <= most ? [] : [{ pointer, message: `it is longer than ${most}s` }];
}

/** For texts that the schema has let through. */
export function durationSeconds(text: string | undefined): number | undefined {
  return text === undefined ? undefined : (parseDuration(text) ?? 0) / 1000;
}

/** Claims that can be given to somebody else, so that they identify nobody (OpenID Connect Core 5.7). */
const reassignable: ReadonlySet<string> = new Set([
  "email",
  "name",
  "nickname",
  "phone_number",
  "preferred_username",
  "unique_name",
  "upn",
  "username",
]);

function idSources(name: string, issuer: IssuerConfig, problems: ConfigProblem[]): IdSource[] {
  return (["user", "client", "groups"] as const).flatMap((kind) => {
    const mapped = issuer[kind];
    if (mapped === undefined) return [];
    const pointer = `/issuers/${name}/${kind}`;
    const template = parseIdTemplate(mapped.id ?? defaultId(kind, issuer), name);
    if (template === undefined || (kind === "groups" && template.claim !== "group")) {
      const end = kind === "groups" ? "{group}" : "a claim in braces";
      problems.push({
        pointer: `${pointer}/id`,
        message: `it is no id such as \`{issuer}/{sub}\`: it must end with ${end}`,
      });
      return [];
    }
    if (reassignable.has(template.claim))
      problems.push({
        pointer: `${pointer}/id`,
        message: `\`${template.claim}\` may be given to somebody else one day; take \`sub\``,
      });
    return [{ ...template, type: mapped.type, pointer }];
  });
}

/** `{issuer}/` and the preset's claim. */
export function defaultId(kind: "user" | "client" | "groups", issuer: IssuerConfig): string {
  const preset = presets[issuer.preset ?? "rfc9068"];
  switch (kind) {
    case "user":
      return `{issuer}/{${preset.user}}`;
    case "client":
      return "{issuer}/{client_id}";
    case "groups":
      return "{issuer}/{group}";
  }
}
