import type { Json, JsonObject } from "@authz/model";
import { member, texts } from "../encoding/strict-json.ts";
import { accept, refuse, type Outcome, type Refusal } from "../result.ts";
import { readActors, type Actor } from "./actors.ts";
import { claimAt, namesAt, textAt, writtenPath, type ClaimPath } from "./claim-path.ts";
import type { GroupMapping, Mapping, SubjectMapping } from "./mapping.ts";
import type { Preset } from "./presets.ts";

/** What verified claims say of a request: its subject, and its `context.token`. */
export interface MappedClaims {
  readonly kind: "user" | "client";
  readonly subject: { readonly type: string; readonly id: string; readonly properties?: JsonObject };
  /** Standard claims in their standard form, and all others as they are. Of `act` only the current actor. */
  readonly token: JsonObject;
  /** The whole chain of `act`, for the audit. */
  readonly actors: readonly Actor[];
}

/** The claims must have been verified; the subject is of the kind that they are about. */
export function mapClaims(claims: JsonObject, mapping: Mapping): Outcome<MappedClaims> {
  const { preset } = mapping;
  const kind = preset.isClient(claims) ? "client" : "user";
  const subject = mapping[kind];
  if (subject === undefined)
    return refuse("token/subject", `the token is about a ${kind}, and the issuer's configuration maps none`);
  const id = subject.claim === "client_id" ? clientOf(claims, preset) : textAt(claims, subject.claim);
  if (id === undefined)
    return refuse("token/subject", `the claim \`${subject.claim}\`, which identifies the ${kind}, is missing`);
  const actors = readActors(claims);
  if (!actors.ok) return actors;
  const properties = mapProperties(claims, mapping);
  if (!properties.ok) return properties;
  const token = mapToken(claims, preset, subject, actors.actors);
  if (!token.ok) return token;
  const said = Object.keys(properties.properties).length === 0 ? {} : { properties: properties.properties };
  return accept({
    kind,
    subject: { type: subject.type, id: subject.prefix + id, ...said },
    token: token.token,
    actors: actors.actors,
  });
}

/** The issuer's own claim for what the standard calls `client_id`. */
function clientOf(claims: JsonObject, preset: Preset): string | undefined {
  return preset.client.map((name) => textAt(claims, name)).find((id) => id !== undefined);
}

function mapProperties(claims: JsonObject, mapping: Mapping): Outcome<{ readonly properties: JsonObject }> {
  const properties = new Map<string, Json>();
  for (const [name, path] of mapping.attributes) {
    const value = claimAt(claims, path);
    if (value !== undefined) properties.set(name, value);
  }
  const roles = collect(claims, mapping.roles);
  if (!roles.ok) return roles;
  if (roles.names.length > 0) properties.set("roles", roles.names);
  const groups =
    mapping.groups === undefined ? accept({ refs: [] }) : mapGroups(claims, mapping.groups, mapping.preset);
  if (!groups.ok) return groups;
  if (groups.refs.length > 0) properties.set("groups", groups.refs);
  return accept({ properties: Object.fromEntries(properties) });
}

function mapGroups(
  claims: JsonObject,
  { type, prefix, claims: paths }: GroupMapping,
  preset: Preset,
): Outcome<{ readonly refs: readonly JsonObject[] }> {
  if (preset.groupsElsewhere(claims))
    return refuse("token/incomplete", "the token names too few groups: its issuer left them out");
  const groups = collect(claims, paths);
  return groups.ok ? accept({ refs: groups.names.map((name) => ({ type, id: prefix + name })) }) : groups;
}

function collect(claims: JsonObject, paths: readonly ClaimPath[]): Outcome<{ readonly names: readonly string[] }> {
  const names = new Set<string>();
  for (const path of paths) {
    const found = namesAt(claims, path);
    if (found === null) return notNames(path);
    for (const name of found ?? []) names.add(name);
  }
  return accept({ names: [...names] });
}

function notNames(path: ClaimPath): Refusal {
  return refuse("token/claims", `the claim \`${writtenPath(path)}\` is no list of names`);
}

function mapToken(
  claims: JsonObject,
  preset: Preset,
  subject: SubjectMapping,
  actors: readonly Actor[],
): Outcome<{ readonly token: JsonObject }> {
  const token = new Map<string, Json>(Object.entries(claims));
  const scope = mapScope(claims, preset, subject);
  if (!scope.ok) return scope;
  if (scope.text !== undefined) for (const name of preset.scopes) token.delete(name);
  if (scope.text !== undefined) token.set("scope", scope.text);
  const client = clientOf(claims, preset);
  if (client !== undefined) token.set("client_id", client);
  for (const name of ["roles", "groups"]) {
    const names = namesAt(claims, name);
    if (names === null) return notNames(name);
    if (names !== undefined) token.set(name, names);
  }
  const [actor] = actors;
  if (actor !== undefined) token.set("act", { ...actor });
  return accept({ token: Object.fromEntries(token) });
}

/** One text with spaces (RFC 8693 4.2). When two claims have scopes both stay as they are, and then nothing is covered. */
function mapScope(
  claims: JsonObject,
  preset: Preset,
  { withoutScope }: SubjectMapping,
): Outcome<{ readonly text: string | undefined }> {
  const given = ["scope", "scp", "scopes"].filter((name) => member(claims, name) !== undefined);
  const [name] = given;
  if (name === undefined) return accept({ text: withoutScope === "nothing" ? "" : undefined });
  if (given.length > 1 || !preset.scopes.some((own) => own === name)) return accept({ text: undefined });
  const value = member(claims, name);
  if (typeof value === "string") return accept({ text: value });
  const list = preset.scopeLists ? texts(value) : undefined;
  if (list === undefined || !list.every((scope) => scopeToken.test(scope)))
    return refuse("token/claims", `the claim \`${name}\` is no ${preset.scopeLists ? "list of scopes" : "text"}`);
  return accept({ text: list.join(" ") });
}

/** RFC 6749 3.3 */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
