import { lookup, type LookupAddress, type LookupOptions } from "node:dns";
import { isIP } from "node:net";
import { Agent, fetch } from "undici";
import type { Fetch } from "../result.ts";
import { isPublicAddress } from "./address.ts";

export interface NetworkOptions {
  /** Whether loopback and private addresses may be asked: for issuers inside a network of one's own. */
  readonly privateAddresses?: boolean;
  /** Authorities to trust instead of the usual ones, as PEM. */
  readonly authorities?: string;
}

/**
 * A `fetch` over TLS 1.2 or newer that goes to public addresses only. The address is checked where the connection is
 * made, so that a name that resolves otherwise the second time gains nothing.
 */
export function createFetch({ privateAddresses = false, authorities }: NetworkOptions = {}): Fetch {
  const dispatcher = new Agent({
    connect: {
      minVersion: "TLSv1.2",
      ...(authorities === undefined ? {} : { ca: authorities }),
      ...(privateAddresses ? {} : { lookup: lookUpPublic }),
    },
  });
  return async (url, init) => {
    const host = new URL(url).hostname.replace(/^\[(.*)\]$/, "$1");
    if (!privateAddresses && isIP(host) !== 0 && !isPublicAddress(host)) throw new Error(notPublic);
    return fetch(url, { ...init, dispatcher });
  };
}

const notPublic = "the name leads to no public address";

type LookedUp = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

function lookUpPublic(hostname: string, options: LookupOptions, done: LookedUp): void {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) return done(error, []);
    const open = found.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (first === undefined) return done(new Error(notPublic), []);
    return options.all === true ? done(null, open) : done(null, first.address, first.family);
  });
}
