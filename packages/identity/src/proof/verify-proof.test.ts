import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Json } from "@authz/model";
import { refusalCodes } from "../codes.ts";
import { identityLimits } from "../limits.ts";
import { createProver, testRequest, type Prover } from "../testing/prover.ts";
import { testNow, testSeconds } from "../testing/issuer.ts";
import { createNonces } from "./nonces.ts";
import { createReplayMemory } from "./replays.ts";
import { verifyProof, type DpopOptions, type ProvenRequest } from "./verify-proof.ts";

const token = "aaa.bbb.ccc";
let prover: Prover;
beforeAll(async () => {
  prover = await createProver(token);
});

function options(changes: Partial<DpopOptions> = {}): DpopOptions {
  return { clock: () => testNow, replays: createReplayMemory(), ...changes };
}

async function codeOf(
  proofs: readonly unknown[],
  changes: Partial<DpopOptions> = {},
  request: Partial<ProvenRequest> = {},
): Promise<string> {
  const asked: ProvenRequest = { ...testRequest, proofs: proofs as string[], token, ...request };
  const outcome = await verifyProof(asked, prover.thumbprint, options(changes));
  return outcome.ok ? "accepted" : outcome.code;
}

describe("a proof", () => {
  test.each(["ES256", "ES384", "ES512", "EdDSA", "Ed25519", "PS256", "RS256"])(
    "with %s is accepted",
    async (algorithm) => {
      const other = await createProver(token, algorithm);
      const request = { ...testRequest, token, proofs: [await other.prove()] };
      expect(await verifyProof(request, other.thumbprint, options())).toMatchObject({ ok: true });
    },
  );

  const claims: [string, Record<string, Json | undefined>, string][] = [
    ["as it should be", {}, "accepted"],
    ["without jti", { jti: undefined }, "proof/malformed"],
    ["with a jti that is no text", { jti: 7 }, "proof/malformed"],
    ["with the longest jti", { jti: "j".repeat(identityLimits.proofText) }, "accepted"],
    ["with a longer jti", { jti: "j".repeat(identityLimits.proofText + 1) }, "proof/malformed"],
    ["without htm", { htm: undefined }, "proof/malformed"],
    ["of another method", { htm: "GET" }, "proof/request"],
    ["of the method in small letters", { htm: "post" }, "proof/request"],
    ["with a list of methods", { htm: ["POST"] }, "proof/malformed"],
    ["without htu", { htu: undefined }, "proof/malformed"],
    ["of another path", { htu: "https://api.example.com/invoices/8/pay" }, "proof/request"],
    ["of another origin", { htu: "https://api.example.org/invoices/7/pay" }, "proof/request"],
    ["without TLS", { htu: "http://api.example.com/invoices/7/pay" }, "proof/request"],
    ["of a path with a slash more", { htu: `${testRequest.url}/` }, "proof/request"],
    ["of no address", { htu: "/invoices/7/pay" }, "proof/request"],
    ["with a query", { htu: `${testRequest.url}?x=1#y` }, "accepted"],
    [
      "with the usual port, and the name in capitals",
      { htu: "HTTPS://API.EXAMPLE.COM:443/invoices/7/pay" },
      "accepted",
    ],
    ["with needless escapes", { htu: "https://api.example.com/%69nvoices/7/p%61y" }, "accepted"],
    ["with an escaped slash", { htu: "https://api.example.com/invoices%2F7/pay" }, "proof/request"],
    ["without iat", { iat: undefined }, "proof/malformed"],
    ["with a text as iat", { iat: String(testSeconds) }, "proof/malformed"],
    ["as old as it may be", { iat: testSeconds - identityLimits.proofSeconds }, "accepted"],
    ["older", { iat: testSeconds - identityLimits.proofSeconds - 0.1 }, "proof/time"],
    ["as far ahead as it may be", { iat: testSeconds + identityLimits.proofAheadSeconds }, "accepted"],
    ["further ahead", { iat: testSeconds + identityLimits.proofAheadSeconds + 0.1 }, "proof/time"],
    ["without ath", { ath: undefined }, "proof/token"],
    ["of another token", { ath: "A".repeat(43) }, "proof/token"],
    ["with padding after ath", { ath: "x=" }, "proof/token"],
  ];
  test.each(claims)("%s", async (_, changes, code) => {
    expect(await codeOf([await prover.prove(changes)])).toBe(code);
  });

  const headers: [string, () => Record<string, unknown>, string][] = [
    ["of another type", () => ({ typ: "at+jwt" }), "proof/malformed"],
    ["of no type", () => ({ typ: undefined }), "proof/malformed"],
    ["without a key", () => ({ jwk: undefined }), "proof/key"],
    ["with a list as a key", () => ({ jwk: [prover.jwk] }), "proof/key"],
    ["with the private key", () => ({ jwk: prover.privateJwk }), "proof/key"],
    ["with a secret", () => ({ jwk: { kty: "oct", k: "AAAA" } }), "proof/key"],
    ["with a key of another curve", () => ({ jwk: { ...prover.jwk, crv: "P-384" } }), "proof/key"],
    ["with a point that is on no curve", () => ({ jwk: { ...prover.jwk, x: "A".repeat(43) } }), "proof/key"],
    ["with a key for encryption", () => ({ jwk: { ...prover.jwk, use: "enc" } }), "proof/key"],
    ["with kid beside it", () => ({ kid: "k1" }), "accepted"],
  ];
  test.each(headers)("%s (header)", async (_, header, code) => {
    expect(await codeOf([await prover.prove({}, header())])).toBe(code);
  });

  test("signed with another key than the one that it holds", async () => {
    const other = await createProver(token);
    expect(await codeOf([await other.prove({}, { jwk: prover.jwk })])).toBe("proof/signature");
  });

  test("by another key than the token's", async () => {
    const other = await createProver(token);
    expect(await codeOf([await other.prove()])).toBe("token/bound");
  });

  test("with an algorithm that is not allowed, or a symmetric one that is", async () => {
    const proof = await prover.prove();
    expect(await codeOf([proof], { algorithms: ["RS256"] })).toBe("proof/algorithm");
    const [, payload, signature] = proof.split(".");
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    for (const alg of ["none", "HS256", "ES256K"]) {
      const forged = [encode({ alg, typ: "dpop+jwt", jwk: prover.jwk }), payload, signature].join(".");
      expect(await codeOf([forged], { algorithms: ["ES256", "HS256"] })).toBe("proof/algorithm");
    }
  });

  test("none, two, and two in one header", async () => {
    const [first, second] = [await prover.prove(), await prover.prove()];
    expect(await codeOf([])).toBe("proof/missing");
    expect(await codeOf([first, second])).toBe("proof/several");
    expect(await codeOf([`${first}, ${second}`])).toBe("proof/malformed");
  });

  test("is accepted once", async () => {
    const replays = createReplayMemory();
    const proof = await prover.prove();
    expect(await codeOf([proof], { replays })).toBe("accepted");
    expect(await codeOf([proof], { replays })).toBe("proof/replayed");
    const same = await prover.prove({ jti: "same" });
    const again = await prover.prove({ jti: "same", iat: testSeconds + 1 });
    expect([await codeOf([same], { replays }), await codeOf([again], { replays })]).toEqual([
      "accepted",
      "proof/replayed",
    ]);
  });

  test("is accepted once, when it comes many times at once", async () => {
    const replays = createReplayMemory();
    const proof = await prover.prove();
    const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf([proof], { replays })));
    expect(codes.filter((code) => code === "accepted")).toHaveLength(1);
  });

  test("that is refused for anything else is not noted as used", async () => {
    const used: string[] = [];
    const replays = { use: (proof: string) => (used.push(proof), true) };
    const other = await createProver(token);
    for (const proof of [await other.prove(), await prover.prove({ htm: "GET" }), await prover.prove({ iat: 1 })])
      await codeOf([proof], { replays });
    expect(used).toEqual([]);
  });

  test("is refused when nobody can say whether it was used", async () => {
    const replays = { use: () => Promise.reject(new Error("driver")) };
    expect(await codeOf([await prover.prove()], { replays })).toBe("proof/unavailable");
    expect(refusalCodes["proof/unavailable"].error).toBe("temporarily_unavailable");
  });

  test("of any form: nothing throws, and nothing is accepted", async () => {
    const proof = await prover.prove();
    const changed = fc
      .tuple(fc.nat(proof.length - 1), fc.constantFrom("A", "a", "0", "_", "-", ".", "=", "\n"))
      .map(([at, by]) => proof.slice(0, at) + by + proof.slice(at + 1));
    const values = fc.oneof(
      fc.anything(),
      fc.string(),
      changed.filter((text) => text !== proof),
    );
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        expect(await codeOf([value])).not.toBe("accepted");
      }),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom("jti", "htm", "htu", "iat", "ath"), fc.jsonValue(), { minKeys: 1 }),
        async (claimSet) => {
          expect(await codeOf([await prover.prove(claimSet as Record<string, Json>)])).toMatch(
            /^(?:accepted|proof\/\w+)$/,
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("nonces", () => {
  let now = testNow.getTime();
  const nonces = createNonces(randomBytes(32), () => new Date(now));

  test("are asked for once there are any, live for two turns, and are somebody's own", async () => {
    now = testNow.getTime();
    const nonce = nonces.current();
    const code = async (given: string | undefined): Promise<string> =>
      codeOf([await prover.prove({ nonce: given })], { nonces });
    expect([await code(undefined), await code("x"), await code(nonce)]).toEqual([
      "proof/nonce",
      "proof/nonce",
      "accepted",
    ]);
    expect(refusalCodes["proof/nonce"].error).toBe("use_dpop_nonce");
    expect(await code(createNonces(randomBytes(32), () => testNow).current())).toBe("proof/nonce");
    now += identityLimits.nonceSeconds * 1000;
    expect(nonces.accepts(nonce)).toBe(true);
    expect(nonces.current()).not.toBe(nonce);
    now += identityLimits.nonceSeconds * 1000;
    expect(nonces.accepts(nonce)).toBe(false);
    now = Number.NaN;
    expect(nonces.accepts(nonce)).toBe(false);
  });

  test("of a secret that is too short are a mistake of ours", () => {
    expect(() => createNonces(randomBytes(31), () => testNow)).toThrow(TypeError);
  });
});

describe("used proofs in memory", () => {
  test("are bounded: when it is full of fresh ones, new ones are refused and no old one is forgotten", () => {
    const replays = createReplayMemory(3);
    for (const proof of ["a", "b", "c"]) expect(replays.use(proof, 0, 60)).toBe(true);
    expect(() => replays.use("d", 0, 60)).toThrow("too many");
    expect(replays.use("a", 0, 60)).toBe(false);
    expect(replays.use("d", 60, 120)).toBe(true);
  });

  test("stay used when the clock is put back: what may have been forgotten is refused", () => {
    const replays = createReplayMemory(1);
    expect(replays.use("a", 0, 60)).toBe(true);
    expect(replays.use("b", 3_600, 3_660)).toBe(true);
    expect(() => replays.use("a", 0, 60)).toThrow("the clock was put back");
    expect(() => replays.use("c", 30, 61)).toThrow("too many");
  });
});
