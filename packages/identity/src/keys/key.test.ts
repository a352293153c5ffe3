import { describe, expect, test } from "@jest/globals";
import type { Json, JsonObject } from "@authz/model";
import { generateKeyPairSync } from "node:crypto";
import { encodeBase64url } from "../encoding/base64url.ts";
import { identityLimits } from "../limits.ts";
import type { Algorithm } from "./algorithms.ts";
import { importKey } from "./key.ts";
import { readKeySet, selectKey } from "./key-set.ts";
import { rsaProblem } from "./rsa.ts";

const all: readonly Algorithm[] = ["RS256", "ES256", "Ed25519", "HS256"];

function rsa(bits: number, exponent: number = 65_537): JsonObject & { readonly n: string } {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: bits, publicExponent: exponent });
  return publicKey.export({ format: "jwk" }) as JsonObject & { readonly n: string };
}

function ec(curve: string = "P-256"): JsonObject {
  return generateKeyPairSync("ec", { namedCurve: curve }).publicKey.export({ format: "jwk" }) as JsonObject;
}

async function problem(key: Json, algorithms: readonly Algorithm[] = all, secrets: boolean = true): Promise<string> {
  const imported = await importKey(key, { algorithms, secrets });
  return imported.ok ? "taken" : imported.problem;
}

describe("a key", () => {
  const good = rsa(2048);

  test.each<readonly [string, Json, string]>([
    ["as published", { ...good, alg: "RS256", use: "sig", kid: "k" }, "taken"],
    ["without alg, where one algorithm fits", good, "taken"],
    ["for encryption", { ...good, use: "enc" }, "`use`"],
    ["for other operations", { ...good, key_ops: ["encrypt"] }, "`key_ops`"],
    ["with operations that are no list", { ...good, key_ops: "verify" }, "`key_ops`"],
    ["to verify", { ...good, key_ops: ["verify"] }, "taken"],
    ["for an algorithm that is not allowed", { ...good, alg: "RS512" }, "fits no algorithm"],
    ["for an algorithm of another type", { ...good, alg: "ES256" }, "fits no algorithm"],
    ["with a kid that is a number", { ...good, kid: 7 }, "`kid`"],
    ["with the longest kid", { ...good, kid: "k".repeat(identityLimits.keyIdLength) }, "taken"],
    ["with a longer kid", { ...good, kid: "k".repeat(identityLimits.keyIdLength + 1) }, "`kid`"],
    ["with its private part", { ...good, d: "AQAB" }, "private"],
    ["on another curve", ec("P-384"), "fits no algorithm"],
    ["that is a text", "key", "no JSON object"],
    ["of an unknown type", { kty: "XYZ" }, "fits no algorithm"],
    ["off its curve", { ...ec(), y: encodeBase64url(new Uint8Array(32).fill(1)) }, "no key of its type"],
    ["with an even exponent", { ...good, e: "AQAC" }, "exponent"],
    ["with the exponent 1", { ...good, e: "AQ" }, "exponent"],
    ["with the exponent 3", { ...good, e: "Aw" }, "exponent"],
    ["with a padded modulus", { ...good, n: `${good.n}==` }, "canonical"],
  ])("%s", async (_what, key, expected) => {
    expect(await problem(key)).toContain(expected);
  });

  test("of 2048 bits is large enough, of 2047 and 1024 not", async () => {
    expect(await problem(rsa(2047))).toContain("2047 bits");
    expect(await problem(rsa(1024))).toContain("1024 bits");
  });

  test("without alg is nobody's when several algorithms fit", async () => {
    expect(await problem(good, ["RS256", "PS256"])).toContain("fits RS256 and PS256");
  });
});

describe("a secret", () => {
  const secret = (bytes: Uint8Array, alg: Json = "HS256"): Json => ({ kty: "oct", alg, k: encodeBase64url(bytes) });
  const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);

  test("is as long as the hash, or longer", async () => {
    expect(await problem(secret(random(31)))).toContain("31 bytes");
    expect(await problem(secret(random(32)))).toBe("taken");
    expect(await problem(secret(random(63), "HS512"), ["HS512"])).toContain("63 bytes");
    expect(await problem(secret(random(64), "HS512"), ["HS512"])).toBe("taken");
  });

  test("may begin as keys do, when what follows is none", async () => {
    for (const first of ["{", "0\u0082", "ssh", "----"]) {
      const bytes = Uint8Array.from({ length: 48 }, (_, at) => (at * 37 + 140) % 256);
      bytes.set(Uint8Array.from(first, (unit) => unit.charCodeAt(0)));
      expect(await problem(secret(bytes))).toBe("taken");
    }
  });

  test("is not a key or certificate as DER", async () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const der = publicKey.export({ type: "spki", format: "der" });
    expect(await problem(secret(der))).toContain("its secret is a key");
    expect(await problem(secret(der.subarray(1)))).toBe("taken");
  });

  test("is no secret where others read", async () => {
    expect(await problem(secret(random(32)), all, false)).toContain("secret");
  });

  const pem = `-----BEGIN PUBLIC KEY-----\n${"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE".repeat(2)}\n-----END PUBLIC KEY-----`;
  test.each([
    ["a public key", pem],
    ["a public key after a line", `\n\r\n ${pem}`],
    ["a public key after a byte order mark", `\ufeff${pem}`],
    ["a key as JSON", ` {"kty":"RSA","n":"${"x".repeat(40)}"}`],
    ["a password, repeated", "changeme".repeat(5)],
    ["one byte, repeated", "a".repeat(64)],
    ["few bytes that are no text", "\u0001\u0002\u0003".repeat(12)],
    ["text of few characters, however long", "correct horse".repeat(3)],
  ])("is not %s", async (_what, value) => {
    expect(await problem(secret(text(value)))).toMatch(/^its secret (?:is a key|has too few|looks like a password)/);
  });
});

describe("RSA keys", () => {
  const bytes = (value: bigint): Uint8Array => {
    const hex = value.toString(16);
    return Uint8Array.from((hex.length % 2 === 0 ? hex : `0${hex}`).match(/../g) ?? [], (pair) =>
      Number.parseInt(pair, 16),
    );
  };
  const e = bytes(65_537n);

  test("whose modulus is a power of 65537 modulo small primes are those of ROCA", () => {
    // The fingerprint speaks of residues only, so any number with them shows it.
    const primes = [
      3n,
      5n,
      7n,
      11n,
      13n,
      17n,
      19n,
      23n,
      29n,
      31n,
      37n,
      41n,
      43n,
      47n,
      53n,
      59n,
      61n,
      67n,
      71n,
      73n,
      79n,
      83n,
      89n,
      97n,
      101n,
      103n,
      107n,
      109n,
      113n,
      127n,
      131n,
      137n,
      139n,
      149n,
      151n,
      157n,
      163n,
      167n,
    ];
    const product = primes.reduce((result, prime) => result * prime, 1n);
    let power = 1n;
    for (let step = 0; step < 12_345; step++) power = (power * 65_537n) % product;
    let modulus = (1n << 2047n) + power - ((1n << 2047n) % product);
    if (modulus % 2n === 0n) modulus += product;
    expect(rsaProblem(bytes(modulus), e)).toContain("ROCA");
    expect(rsaProblem(bytes(modulus + 2n), e) ?? "").not.toContain("ROCA");
  });

  test("that OpenSSL makes are none of those", () => {
    for (let run = 0; run < 5; run++) {
      const { n } = rsa(2048);
      expect(rsaProblem(new Uint8Array(Buffer.from(n, "base64url")), e)).toBeUndefined();
    }
  });

  test("have an exponent that others compute with, too", () => {
    const { n } = rsa(2048);
    const modulus = new Uint8Array(Buffer.from(n, "base64url"));
    expect(rsaProblem(modulus, bytes((1n << 32n) - 1n))).toBeUndefined();
    expect(rsaProblem(modulus, bytes((1n << 32n) + 1n))).toContain("exponent");
    expect(rsaProblem(modulus, bytes(65_535n))).toContain("exponent");
    expect(rsaProblem(modulus, new Uint8Array())).toContain("exponent");
  });

  test("are neither even, nor divisible by what anybody can find, nor without end", () => {
    expect(rsaProblem(bytes(1n << 2047n), e)).toContain("even");
    expect(rsaProblem(bytes(3n ** 1300n), e)).toContain("divisible by 3");
    expect(rsaProblem(bytes((1n << 8192n) + 1n), e)).toContain("8192");
  });
});

describe("a set", () => {
  const rsa2048 = rsa(2048);
  const options = { algorithms: all, secrets: true };

  test("leaves out what cannot be used, and says why", async () => {
    const read = await readKeySet({ keys: [{ ...rsa(1024), kid: "weak" }, { ...ec(), kid: "good" }, null] }, options);
    expect(read.ok && read.set.keys.map(({ kid }) => kid)).toEqual(["good"]);
    expect(read.ok && read.set.leftOut).toEqual([
      { kid: "weak", problem: expect.stringContaining("key 0: its modulus") },
      { problem: expect.stringContaining("key 2") },
    ]);
  });

  test("says of a token by a key that was left out why it was", async () => {
    const read = await readKeySet(
      {
        keys: [
          { ...rsa2048, kid: "a", use: "enc" },
          { ...ec(), kid: "b" },
        ],
      },
      options,
    );
    const said = (kid: string | undefined, alg: string = "RS256"): string => {
      const outcome = read.ok ? selectKey(read.set, kid === undefined ? { alg } : { alg, kid }) : undefined;
      return outcome?.ok === false ? outcome.message : "found";
    };
    expect(said("a")).toBe("the token has the `kid` `a`, whose key cannot be used (key 0: its `use` is not `sig`)");
    expect(said("b")).toBe("the token has the `kid` `b`, whose key is not for `RS256`");
    expect(said("c")).toBe("the token has the `kid` `c`, which no key has");
    expect(said(undefined)).toBe("the token has no `kid`, and no key is for `RS256`");
    expect(said("b", "ES256")).toBe("found");
  });

  test("with two keys of one name has neither of them", async () => {
    const read = await readKeySet(
      {
        keys: [
          { ...ec(), kid: "a" },
          { ...ec(), kid: "a" },
          { ...ec(), kid: "b" },
        ],
      },
      options,
    );
    expect(read.ok && read.set.keys.map(({ kid }) => kid)).toEqual(["b"]);
  });

  test("with one key for two algorithms has it for the one that is allowed, and not for both", async () => {
    const twice = { keys: ["RS256", "PS256"].map((alg) => ({ ...rsa2048, kid: "a", alg })) };
    const one = await readKeySet(twice, { algorithms: ["RS256"], secrets: false });
    expect(one.ok && one.set.keys.map(({ alg }) => alg)).toEqual(["RS256"]);
    expect(await readKeySet(twice, { algorithms: ["RS256", "PS256"], secrets: false })).toMatchObject({ ok: false });
  });

  test("that mixes secrets with public keys is none", async () => {
    const secret = { kty: "oct", alg: "HS256", k: encodeBase64url(crypto.getRandomValues(new Uint8Array(32))) };
    expect(await readKeySet({ keys: [secret, ec()] }, options)).toMatchObject({
      ok: false,
      problem: expect.stringContaining("mixes"),
    });
  });

  test("gives a token without kid its key only when no other could be meant", async () => {
    const wanted = { alg: "ES256" };
    const one = await readKeySet(
      {
        keys: [
          { ...ec(), kid: "a" },
          { ...rsa(2048), kid: "b" },
        ],
      },
      options,
    );
    const two = await readKeySet(
      {
        keys: [
          { ...ec(), kid: "a" },
          { ...ec(), kid: "b" },
        ],
      },
      options,
    );
    expect(one.ok && selectKey(one.set, wanted)).toMatchObject({ ok: true, key: { kid: "a" } });
    expect(two.ok && selectKey(two.set, wanted)).toMatchObject({ ok: false, code: "token/ambiguous-key" });
    expect(two.ok && selectKey(two.set, { alg: "RS256", kid: "a" })).toMatchObject({
      ok: false,
      code: "token/unknown-key",
    });
  });
});
