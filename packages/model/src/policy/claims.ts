import type { Attribute, Origin, Type } from "./types.ts";

const builtIn: Origin = { source: "", line: 0, column: 0 };
const text: Type = { kind: "string" };
const texts: Type = { kind: "set", of: text };
const time: Type = { kind: "time" };

function claim(name: string, type: Type): Attribute {
  return { name, wire: name, type, optional: true, sensitive: false, origin: builtIn };
}

/**
 * Claims every policy knows without declaring them (RFC 7519 4.1, RFC 8693 4.1, RFC 9068 2.2, OpenID Connect Core 2), all
 * optional. `scope` and `aud` are sets of strings here, whatever form the wire has; times are seconds there.
 */
export const knownClaims: readonly Attribute[] = [
  claim("acr", text),
  claim("act", { kind: "record", attributes: [claim("client_id", text), claim("iss", text), claim("sub", text)] }),
  claim("amr", texts),
  claim("aud", texts),
  claim("auth_time", time),
  claim("client_id", text),
  claim("exp", time),
  claim("groups", texts),
  claim("iat", time),
  claim("iss", text),
  claim("jti", text),
  claim("nbf", time),
  claim("roles", texts),
  claim("scope", texts),
  claim("sub", text),
];
