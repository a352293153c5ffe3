import { createHash, X509Certificate } from "node:crypto";
import { connect, createServer, type TLSSocket } from "node:tls";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { generate } from "selfsigned";
import type { Json } from "@authz/model";
import { accessTokenClaims, createTestIssuer, testNow, type TestIssuer } from "../testing/issuer.ts";
import { issuerConfig, openTestIdentity } from "../testing/open.ts";
import { createProver, testRequest, type Prover } from "../testing/prover.ts";
import { identityLimits } from "../limits.ts";
import { parseClientCert, readCertificate, thumbprintOf, type ClientCertificate } from "./certificate.ts";
import { createPossessionCheck, type Possession } from "./possession.ts";
import { createReplayMemory } from "./replays.ts";

let issuer: TestIssuer;
let pem: { readonly cert: string; readonly private: string };
let der: Uint8Array;
let certificate: ClientCertificate;

const now = (): Date => new Date();

beforeAll(async () => {
  issuer = await createTestIssuer();
  pem = await generate([{ name: "commonName", value: "client" }], {
    extensions: [
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "billing.example.com" },
          { type: 6, value: "spiffe://example.com/billing" },
        ],
      },
    ],
  });
  der = new X509Certificate(pem.cert).raw;
  const read = readCertificate({ der, verified: true }, now);
  if (!read.ok) throw new Error(read.message);
  certificate = read.certificate;
});

interface Presented {
  readonly scheme?: string;
  readonly prover?: Prover;
  readonly certificate?: ClientCertificate;
  readonly withoutDpop?: true;
}

/** What becomes of a token with this `cnf`, through everything that a token goes through. */
async function outcomeOf(
  cnf: Json | undefined,
  presented: Presented | ((token: string) => Promise<Presented>),
): Promise<string> {
  const authenticator = await openTestIdentity({ corp: issuerConfig(issuer) });
  const token = await issuer.sign(accessTokenClaims({ cnf }));
  const {
    scheme = "bearer",
    prover,
    certificate: shown,
    withoutDpop,
  } = typeof presented === "function" ? await presented(token) : presented;
  const possession: Possession = {
    ...testRequest,
    scheme,
    token,
    proofs:
      prover === undefined ? [] : [await prover.prove({ ath: createHash("sha256").update(token).digest("base64url") })],
    ...(shown === undefined ? {} : { certificate: shown }),
    ...(withoutDpop ? {} : { dpop: { clock: () => testNow, replays: createReplayMemory() } }),
  };
  const outcome = await authenticator.authenticate(token, { possession: createPossessionCheck(possession) });
  return outcome.ok ? "accepted" : outcome.code;
}

describe("a token that is bound to a key", () => {
  test("is accepted with a proof by that key, under the scheme DPoP only", async () => {
    const prover = await createProver("");
    const cnf = { jkt: prover.thumbprint };
    expect(await outcomeOf(cnf, { scheme: "dpop", prover })).toBe("accepted");
    expect(await outcomeOf(cnf, { scheme: "bearer", prover })).toBe("token/bound");
    expect(await outcomeOf(cnf, { scheme: "bearer" })).toBe("token/bound");
    expect(await outcomeOf(cnf, { scheme: "dpop" })).toBe("proof/missing");
    expect(await outcomeOf(cnf, { scheme: "dpop", prover, withoutDpop: true })).toBe("token/bound");
    expect(await outcomeOf(cnf, { scheme: "dpop", prover: await createProver("") })).toBe("token/bound");
  });

  test("and a certificate needs both", async () => {
    const prover = await createProver("");
    const cnf = { jkt: prover.thumbprint, "x5t#S256": certificate.thumbprint };
    expect(await outcomeOf(cnf, { scheme: "dpop", prover, certificate })).toBe("accepted");
    expect(await outcomeOf(cnf, { scheme: "dpop", prover })).toBe("token/bound");
    expect(await outcomeOf(cnf, { scheme: "bearer", certificate })).toBe("token/bound");
  });
});

describe("a token that is bound to a certificate", () => {
  test("is accepted on a connection with that certificate only", async () => {
    const cnf = { "x5t#S256": certificate.thumbprint };
    expect(await outcomeOf(cnf, { certificate })).toBe("accepted");
    expect(await outcomeOf(cnf, {})).toBe("token/bound");
    expect(await outcomeOf(cnf, { certificate: { ...certificate, thumbprint: "A".repeat(43) } })).toBe("token/bound");
    expect(await outcomeOf(cnf, { scheme: "dpop", certificate })).toBe("token/bound");
  });
});

describe("a token that is bound to nothing", () => {
  test("is a bearer token, whatever else comes with it, and none for the scheme DPoP", async () => {
    expect(await outcomeOf(undefined, {})).toBe("accepted");
    expect(await outcomeOf(undefined, { certificate })).toBe("accepted");
    expect(await outcomeOf(undefined, async (token) => ({ prover: await createProver(token) }))).toBe("accepted");
    expect(await outcomeOf(undefined, async (token) => ({ scheme: "dpop", prover: await createProver(token) }))).toBe(
      "token/bound",
    );
  });
});

test.each<Json>([
  {},
  { kid: "k" },
  { jwk: {} },
  { jkt: 7 },
  { jkt: null },
  { "x5t#S256": null },
  { jkt: "a", other: "b" },
  { "x5t#S256": "" },
])("a token with the confirmation %j is refused", async (cnf) => {
  for (const scheme of ["bearer", "dpop"]) expect(await outcomeOf(cnf, { scheme, certificate })).not.toBe("accepted");
});

test("no confirmation of any form is accepted, or makes anything throw", async () => {
  const check = createPossessionCheck({ ...testRequest, scheme: "bearer", token: "", proofs: [], certificate });
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (cnf) => {
      expect(await check(accessTokenClaims({ cnf: cnf as Json }))).toMatchObject({ code: "token/bound" });
    }),
  );
});

describe("a client certificate", () => {
  test("is read from a TLS connection, and is whom its alternative names say", async () => {
    const server = createServer({
      key: pem.private,
      cert: pem.cert,
      ca: pem.cert,
      requestCert: true,
      minVersion: "TLSv1.2",
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const client = connect({
      port,
      host: "127.0.0.1",
      key: pem.private,
      cert: pem.cert,
      ca: pem.cert,
      checkServerIdentity: () => undefined,
    });
    const [socket] = (await once(server, "secureConnection")) as [TLSSocket];
    const raw = socket.getPeerX509Certificate()?.raw;
    const read = readCertificate({ der: raw ?? new Uint8Array(), verified: socket.authorized }, now);
    expect(read).toEqual({ ok: true, certificate });
    client.destroy();
    server.close();
    expect(certificate.names).toEqual({ dns: ["billing.example.com"], uri: ["spiffe://example.com/billing"] });
    expect(certificate.thumbprint).toBe(thumbprintOf(der));
  });

  test("that nobody verified, or at another time, is refused", () => {
    const at = (time: number): string => {
      const read = readCertificate({ der, verified: true }, () => new Date(time));
      return read.ok ? "accepted" : read.code;
    };
    expect(readCertificate({ der, verified: false }, now)).toMatchObject({ code: "certificate/expired" });
    expect([at(0), at(Date.now()), at(Date.now() + 10 * 366 * 86_400_000), at(Number.NaN)]).toEqual([
      "certificate/expired",
      "accepted",
      "certificate/expired",
      "certificate/expired",
    ]);
  });

  test("with one byte changed, cut or added is another one, or none: nothing throws", () => {
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(254), (index, value) => {
        const changed = Uint8Array.from(der);
        changed[index] = ((changed[index] ?? 0) + 1 + value) % 256;
        for (const each of [changed, der.subarray(0, index), Buffer.concat([der, changed.subarray(0, 1)])]) {
          const read = readCertificate({ der: each, verified: true }, now);
          expect(read.ok && read.certificate.thumbprint === certificate.thumbprint).toBe(false);
        }
      }),
    );
    const long = new Uint8Array(identityLimits.certificateLength + 1);
    expect(readCertificate({ der: long, verified: true }, now)).toMatchObject({ code: "certificate/malformed" });
  });

  test("of a proxy is the one value between colons", () => {
    const header = `:${Buffer.from(der).toString("base64")}:`;
    const read = parseClientCert([header]);
    expect(read.ok && thumbprintOf(read.der)).toBe(certificate.thumbprint);
    expect(parseClientCert([])).toMatchObject({ code: "credential/missing" });
    expect(parseClientCert([header, header])).toMatchObject({ code: "credential/several" });
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseClientCert([text]).ok).toBe(false);
      }),
    );
    for (const wrong of [
      header.slice(1),
      header.slice(0, -1),
      `${header} `,
      `:${"A".repeat(50_000)}:`,
      ":A:",
      ":A===:",
    ])
      expect(parseClientCert([wrong])).toMatchObject({ code: "certificate/malformed" });
  });
});
