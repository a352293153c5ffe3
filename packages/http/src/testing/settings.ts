import { createNonces, createReplayMemory, type Nonces } from "@authz/identity";
import type { GuardOptions } from "../guard/options.ts";
import { now } from "./world.ts";

/** Ways to set up a guard, from one that takes everything. */
export type SettingName =
  | "no credentials at all"
  | "passwords only"
  | "404 for what is not listed"
  | "reasons"
  | "a callback that throws"
  | "a callback that rejects"
  | "keys that cannot be looked up"
  | "a realm with tricks"
  | "nonces";

export const settings: Readonly<Record<SettingName, (options: GuardOptions) => GuardOptions>> = {
  "no credentials at all": ({ engine }) => ({ engine }),
  "passwords only": ({ engine, basic: passwords, loadResource }) => ({
    engine,
    ...ifDefined({ basic: passwords, loadResource }),
  }),
  "404 for what is not listed": (options) => ({ ...options, noEndpoint: 404 }),
  reasons: (options) => ({ ...options, showReasons: true }),
  "a callback that throws": (options) => ({
    ...options,
    loadResource: () => {
      throw new Error("secret: the database is down");
    },
  }),
  "a callback that rejects": (options) => ({ ...options, context: () => Promise.reject(new Error("secret")) }),
  "keys that cannot be looked up": (options) => ({
    ...options,
    tokenChecks: [() => ({ ok: false, code: "revocation/unavailable", message: "secret" })],
  }),
  "a realm with tricks": (options) => ({ ...options, realm: 'a"\\\r\nSet-Cookie: x=1é' }),
  nonces: (options) => ({ ...options, dpop: { clock: () => now, replays: createReplayMemory(), nonces } }),
};

export const nonces: Nonces = createNonces(new Uint8Array(32).fill(7), () => now);

function ifDefined<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
