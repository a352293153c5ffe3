import { createHash, X509Certificate } from "node:crypto";
import { identityLimits } from "../limits.ts";
import { accept, refuse, type Clock, type Outcome } from "../result.ts";

/** A client certificate that whoever ended the TLS connection has verified. */
export interface ClientCertificate {
  /** SHA-256 of its DER, base64url: what `cnf["x5t#S256"]` says (RFC 8705 3.1). */
  readonly thumbprint: string;
  /** Its alternative names, by which it identifies somebody; the subject's own name is not looked at. */
  readonly names: { readonly dns: readonly string[]; readonly uri: readonly string[] };
}

export interface PresentedCertificate {
  /** DER, of the connection (`getPeerX509Certificate().raw`) or from a proxy that one trusts (see `parseClientCert`). */
  readonly der: Uint8Array;
  /** Whether TLS verified its chain (`socket.authorized`), or the proxy did. */
  readonly verified: boolean;
}

/** Reads a certificate, and refuses what was not verified or is not valid now. Never throws. */
export function readCertificate(
  { der, verified }: PresentedCertificate,
  clock: Clock,
): Outcome<{ readonly certificate: ClientCertificate }> {
  if (der.length > identityLimits.certificateLength)
    return refuse("certificate/malformed", `the certificate is longer than ${identityLimits.certificateLength} bytes`);
  if (!verified) return refuse("certificate/expired", "nobody has verified the client certificate");
  try {
    const certificate = new X509Certificate(der);
    if (certificate.raw.length !== der.length)
      return refuse("certificate/malformed", "the certificate is followed by something else");
    const now = clock();
    if (!(now >= certificate.validFromDate && now <= certificate.validToDate))
      return refuse("certificate/expired", "the client certificate is not valid now");
    return accept({ certificate: { thumbprint: thumbprintOf(der), names: readNames(certificate.subjectAltName) } });
  } catch {
    return refuse("certificate/malformed", "the client certificate cannot be read");
  }
}

export function thumbprintOf(der: Uint8Array): string {
  return createHash("sha256").update(der).digest("base64url");
}

/** Node writes a name with a comma or a quote in it as a JSON string; such names are left out. */
function readNames(text: string | undefined): ClientCertificate["names"] {
  const names = (text ?? "").split(", ").filter((name) => !name.includes('"'));
  const of = (kind: string): string[] =>
    names.flatMap((name) => (name.startsWith(kind) ? [name.slice(kind.length)] : []));
  return { dns: of("DNS:"), uri: of("URI:") };
}

/**
 * The `Client-Cert` header (RFC 9440): the certificate's DER between colons. Only for a request from a proxy that verified it and
 * that removes such headers of others. `values` is every header that came.
 */
export function parseClientCert(values: readonly string[]): Outcome<{ readonly der: Uint8Array }> {
  const [value, second] = values;
  if (value === undefined) return refuse("credential/missing", "the request has no Client-Cert header");
  if (second !== undefined) return refuse("credential/several", "the request has several Client-Cert headers");
  const text = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(value)?.[1];
  if (text === undefined || text.length > 2 * identityLimits.certificateLength || text.length % 4 !== 0)
    return refuse("certificate/malformed", "the Client-Cert header is no base64 between colons");
  try {
    return accept({ der: Uint8Array.from(atob(text), (character) => character.charCodeAt(0)) });
  } catch {
    return refuse("certificate/malformed", "the Client-Cert header is no base64 between colons");
  }
}
