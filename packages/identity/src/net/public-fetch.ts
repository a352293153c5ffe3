import { lookup, type LookupAddress, type LookupOptions } from "node:dns";
import { isIP } from "node:net";
import { Agent, fetch } from "undici";
import type { Fetch } from "../result.ts";
import { isLoopbackAddress, isPublicAddress } from "./address.ts";

export interface NetworkOptions {
  /** Whether loopback and private addresses may be asked: for issuers inside a network of one's own. */
  readonly privateAddresses?: boolean;
  /** Whether loopback may be asked, and no other private address. */
  readonly loopback?: boolean;
  /** Authorities to trust instead of the usual ones, as PEM. */
  readonly authorities?: string;
}

/**
 * A `fetch` over TLS 1.2 or newer that goes to public addresses only. The address is checked where the connection is
 * made, so that a name that resolves otherwise the second time gains nothing.
 */
export function createFetch(options: NetworkOptions = {}): Fetch {
  const { privateAddresses = false, loopback = false, authorities } = options;
  const isOpen = (address: string): boolean =>
    privateAddresses || isPublicAddress(address) || (loopback && isLoopbackAddress(address));
  const dispatcher = new Agent({
    connect: {
      minVersion: "TLSv1.2",
      ...(authorities === undefined ? {} : { ca: authorities }),
      ...(privateAddresses ? {} : { lookup: createLookUp(isOpen) }),
    },
  });
  return async (url, init) => {
    const host = new URL(url).hostname.replace(/^\[(.*)\]$/, "$1");
    if (isIP(host) !== 0 && !isOpen(host)) throw new Error(notOpen);
    return fetch(url, { ...init, dispatcher });
  };
}

const notOpen = "the name leads to no address that may be asked";

type LookedUp = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;
type LookUp = (hostname: string, options: LookupOptions, done: LookedUp) => void;

function createLookUp(isOpen: (address: string) => boolean): LookUp {
  return (hostname, options, done) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, []);
      const open = found.filter(({ address }) => isOpen(address));
      const [first] = open;
      if (first === undefined) return done(new Error(notOpen), []);
      return options.all === true ? done(null, open) : done(null, first.address, first.family);
    });
}
