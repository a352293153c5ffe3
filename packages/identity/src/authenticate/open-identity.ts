import { defaultId, durationSeconds } from "../config/check-config.ts";
import type { IdentityConfig, IssuerConfig, SecretConfig, SubjectConfig } from "../config/config.ts";
import { parseIdTemplate } from "../config/ids.ts";
import type { ConfigProblem } from "../config/read-config.ts";
import type { Mapping, SubjectMapping } from "../claims/mapping.ts";
import { presets, type Preset } from "../claims/presets.ts";
import { createIntrospection } from "../introspection/introspection.ts";
import { createFileKeys, type ReadFile } from "../keys/file-keys.ts";
import { createStaticKeys, readKeySet, type KeySource } from "../keys/key-set.ts";
import { createRemoteKeys } from "../keys/remote-keys.ts";
import { createFetch } from "../net/public-fetch.ts";
import type { Clock, Fetch } from "../result.ts";
import { createAuthenticator, type Authenticator } from "./authenticator.ts";
import type { Issuer } from "./issuer.ts";

export interface IdentityOptions {
  readonly clock: Clock;
  readonly readFile: ReadFile;
  /** Where secrets that the configuration names by `env` are. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Instead of one that goes where the issuer's `network` lets it. */
  readonly fetch?: Fetch;
}

export type OpenedIdentity =
  | { readonly ok: true; readonly authenticator: Authenticator }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Makes a configuration ready: reads the secrets that it names, but asks no issuer yet. */
export async function openIdentity(config: IdentityConfig, options: IdentityOptions): Promise<OpenedIdentity> {
  const problems: ConfigProblem[] = [];
  const issuers: Issuer[] = [];
  for (const [name, issuer] of Object.entries(config.issuers ?? {})) {
    const opening = {
      ...options,
      report: (pointer: string, message: string) => problems.push({ pointer: `/issuers/${name}${pointer}`, message }),
    };
    issuers.push(await openIssuer(name, issuer, opening));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, authenticator: createAuthenticator(issuers) };
}

interface Opening extends IdentityOptions {
  readonly report: (pointer: string, message: string) => void;
}

async function openIssuer(name: string, config: IssuerConfig, opening: Opening): Promise<Issuer> {
  const preset = presets[config.preset ?? "rfc9068"];
  const fetch = opening.fetch ?? (await openFetch(config, opening));
  const [leewaySeconds, lifetimeSeconds] = [durationSeconds(config.leeway), durationSeconds(config.lifetime)];
  const claims: Issuer["claims"] = {
    issuer: config.issuer,
    audiences: typeof config.audience === "string" ? [config.audience] : config.audience,
    audienceClaim: preset.audienceClaim,
    clock: opening.clock,
    ...(leewaySeconds === undefined ? {} : { leewaySeconds }),
    ...(lifetimeSeconds === undefined ? {} : { lifetimeSeconds }),
  };
  const { algorithms = [] } = config;
  const keys = await openKeys(config, fetch, opening);
  return {
    name,
    claims,
    jwt: keys === undefined ? undefined : { ...claims, profile: preset.profile, algorithms, keys },
    introspection: await openIntrospection(config, fetch, opening),
    mapping: createMapping(name, config, preset),
  };
}

async function openFetch({ network = {} }: IssuerConfig, { readFile, report }: Opening): Promise<Fetch> {
  const { privateAddresses = false, loopbackHttp = false, authorities: path } = network;
  const pem = path === undefined ? undefined : await readText(path, readFile);
  if (path !== undefined && pem === undefined) report("/network/authorities", "the file cannot be read");
  return createFetch({
    privateAddresses,
    loopback: loopbackHttp,
    ...(pem === undefined ? {} : { authorities: pem }),
  });
}

async function openKeys(
  { keys, algorithms = [] }: IssuerConfig,
  fetch: Fetch,
  { clock, readFile, report }: Opening,
): Promise<KeySource | undefined> {
  if (keys?.url !== undefined) return createRemoteKeys({ url: keys.url, algorithms, fetch, clock });
  if (keys?.file !== undefined) return createFileKeys({ path: keys.file, algorithms, readFile, clock });
  if (keys?.set === undefined) return undefined;
  const read = await readKeySet(keys.set, { algorithms, secrets: false });
  if (read.ok) return createStaticKeys(read.set);
  report("/keys/set", read.problem);
  return undefined;
}

async function openIntrospection(
  { issuer, introspection }: IssuerConfig,
  fetch: Fetch,
  opening: Opening,
): Promise<Issuer["introspection"]> {
  if (introspection === undefined) return undefined;
  const { url, clientId, authentication = "basic", cache } = introspection;
  const clientSecret = await readSecret(introspection.clientSecret, opening);
  if (clientSecret === undefined || clientSecret === "") {
    opening.report("/introspection/clientSecret", "there is no secret where it says");
    return undefined;
  }
  const cacheSeconds = durationSeconds(cache);
  const caching = cacheSeconds === undefined ? {} : { cacheSeconds };
  const { clock } = opening;
  const client = { clientId, clientSecret, authentication };
  const ask = createIntrospection({ issuer, endpoint: url, ...client, ...caching, fetch, clock });
  return {
    ask,
    withoutAudience: introspection.withoutAudience === true,
    withoutTokenType: introspection.withoutTokenType === true,
  };
}

async function readSecret(secret: SecretConfig, { env, readFile }: Opening): Promise<string | undefined> {
  if ("env" in secret) return Object.hasOwn(env, secret.env) ? env[secret.env] : undefined;
  return (await readText(secret.file, readFile))?.replace(/\r?\n$/, "");
}

async function readText(path: string, readFile: ReadFile): Promise<string | undefined> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch {
    return undefined;
  }
}

function createMapping(name: string, config: IssuerConfig, preset: Preset): Mapping {
  const { roles, groups, attributes = {} } = config;
  const user = createSubject("user", name, config, preset);
  const client = createSubject("client", name, config, preset);
  const template = groups === undefined ? undefined : parseIdTemplate(groups.id ?? defaultId("groups", config), name);
  return {
    preset,
    ...(user === undefined ? {} : { user }),
    ...(client === undefined ? {} : { client }),
    roles: roles === true ? preset.roles : (roles?.claims ?? []),
    ...(groups === undefined || template === undefined
      ? {}
      : { groups: { type: groups.type, prefix: template.prefix, claims: groups.claims ?? preset.groups } }),
    attributes: Object.entries(attributes),
  };
}

function createSubject(
  kind: "user" | "client",
  name: string,
  config: IssuerConfig,
  preset: Preset,
): SubjectMapping | undefined {
  const mapped: SubjectConfig | undefined = config[kind];
  if (mapped === undefined) return undefined;
  const template = parseIdTemplate(mapped.id ?? defaultId(kind, config), name);
  if (template === undefined) return undefined;
  const silent = kind === "client" ? preset.clientWithoutScope : "nothing";
  return { type: mapped.type, ...template, withoutScope: mapped.withoutScope ?? silent };
}
