import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { identityLimits } from "../limits.ts";
import { createBasic, type BasicAuthenticator, type BasicUser } from "./basic.ts";
import { createLockout } from "./lockout.ts";
import { hashPassword, isPassword, parsePasswordHash, type ScryptCost } from "./password.ts";
import { parseUserPassword } from "./user-password.ts";

const password = "correct: horse ☂ battery";
/** The least that is taken, so that the tests do not wait long. */
const cost: ScryptCost = { ln: 14, r: 8, p: 1 };
const users = new Map<string, BasicUser>();
let now = Date.parse("2026-06-01T12:00:00Z");

beforeAll(async () => {
  const hash = await hashPassword(password, randomBytes, cost);
  users.set("ana", { password: hash, subject: { type: "User", id: "corp/ana" }, roles: ["auditor"] });
  users.set("broken", { password: "plain text", subject: { type: "User", id: "corp/broken" } });
});

function createTestBasic(): BasicAuthenticator {
  return createBasic({ findUser: (name) => users.get(name), clock: () => new Date(now), random: randomBytes, cost });
}

const encode = (text: string): string => Buffer.from(text).toString("base64");

async function codeOf(basic: BasicAuthenticator, user: string, given: string, from = "192.0.2.1"): Promise<string> {
  const outcome = await basic.authenticate({ credentials: encode(`${user}:${given}`), from, secure: true });
  return outcome.ok ? "accepted" : outcome.code;
}

describe("a name and a password", () => {
  test("stand for the user, with roles and with what the token of a request says of it", async () => {
    const credentials = encode(`ana:${password}`);
    expect(await createTestBasic().authenticate({ credentials, from: "", secure: true })).toEqual({
      ok: true,
      kind: "user",
      subject: { type: "User", id: "corp/ana", properties: { roles: ["auditor"] } },
      token: { amr: ["pwd"], auth_time: now / 1000 },
      actors: [],
      credential: { kind: "basic" },
    });
  });

  test("of which one is wrong are one answer, to the letter, as for a user whose hash is none", async () => {
    const basic = createTestBasic();
    const outcomes = await Promise.all(
      ["ana:wrong", "nobody:wrong", `Ana:${password}`, `ana :${password}`, "broken:plain text", "__proto__:x"].map(
        (text) => basic.authenticate({ credentials: encode(text), from: "", secure: true }),
      ),
    );
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    expect(outcomes[0]).toMatchObject({ ok: false, code: "basic/inactive" });
  });

  test("without TLS are not even looked at", async () => {
    const basic = createBasic({
      findUser: () => {
        throw new Error("asked");
      },
      clock: () => new Date(now),
      random: randomBytes,
      cost,
    });
    const outcome = await basic.authenticate({ credentials: encode("ana:x"), from: "", secure: false });
    expect(outcome).toMatchObject({ ok: false, code: "credential/unsupported" });
  });

  test("take as long for a user who is not there as for one who is, within what a machine varies", async () => {
    const time = async (user: string): Promise<number> => {
      const start = performance.now();
      await codeOf(createTestBasic(), user, "wrong");
      return performance.now() - start;
    };
    const [known, unknown] = [Infinity, Infinity];
    const best = { known, unknown };
    for (let round = 0; round < 3; round++) {
      best.known = Math.min(best.known, await time("ana"));
      best.unknown = Math.min(best.unknown, await time("nobody"));
    }
    expect(best.unknown).toBeGreaterThan(best.known / 2);
    expect(best.unknown).toBeLessThan(best.known * 2);
  });

  test("that nobody can look up are refused until somebody can", async () => {
    let fails = true;
    const findUser = (name: string): Promise<BasicUser | undefined> =>
      fails ? Promise.reject(new Error("driver: secret")) : Promise.resolve(users.get(name));
    const basic = createBasic({ findUser, clock: () => new Date(now), random: randomBytes, cost });
    expect(await codeOf(basic, "ana", password)).toBe("basic/unavailable");
    fails = false;
    expect(await codeOf(basic, "ana", password)).toBe("accepted");
  });
});

describe("a right password", () => {
  test("is not checked anew for a while, and is once the hash is another", async () => {
    const basic = createTestBasic();
    expect(await codeOf(basic, "ana", password)).toBe("accepted");
    const start = performance.now();
    for (let time = 0; time < 20; time++) expect(await codeOf(basic, "ana", password)).toBe("accepted");
    expect(performance.now() - start).toBeLessThan(200);
    const user = users.get("ana");
    if (user === undefined) throw new Error("nobody");
    users.set("ana", { ...user, password: await hashPassword("another", randomBytes, cost) });
    expect(await codeOf(basic, "ana", password)).toBe("basic/inactive");
    users.set("ana", user);
  });

  test("from many requests at one time is one attempt", async () => {
    const basic = createTestBasic();
    const codes = await Promise.all(Array.from({ length: 40 }, () => codeOf(basic, "ana", password)));
    expect(new Set(codes)).toEqual(new Set(["accepted"]));
  });
});

describe("a lock-out", () => {
  test("comes after ten wrong passwords, for names that are there and that are not, and ends", async () => {
    for (const user of ["ana", "nobody"]) {
      const basic = createTestBasic();
      const codes: string[] = [];
      for (let time = 0; time < identityLimits.passwordFailures + 1; time++)
        codes.push(await codeOf(basic, user, `wrong ${time}`));
      expect(codes.slice(0, -1)).toEqual(Array(identityLimits.passwordFailures).fill("basic/inactive"));
      expect(codes.at(-1)).toBe("basic/locked");
      expect(await codeOf(basic, user, password)).toBe("basic/locked");
      expect(await codeOf(basic, user, "wrong", "192.0.2.2")).toBe("basic/inactive");
      now += identityLimits.lockoutSeconds * 1000;
      expect(await codeOf(basic, user, password)).toBe(user === "ana" ? "accepted" : "basic/inactive");
    }
  }, 60_000);

  test("counts attempts that come at one time, and no more are checked than may be", async () => {
    const basic = createTestBasic();
    const codes = await Promise.all(Array.from({ length: 30 }, (_, index) => codeOf(basic, "ana", `wrong ${index}`)));
    const count = (code: string): number => codes.filter((each) => each === code).length;
    expect(count("basic/inactive")).toBe(identityLimits.passwordFailures);
    expect(count("accepted")).toBe(0);
    const other = createTestBasic();
    const many = await Promise.all(Array.from({ length: 30 }, (_, index) => codeOf(other, `user ${index}`, "x")));
    expect(many.filter((each) => each === "basic/inactive")).toHaveLength(identityLimits.passwordChecks);
    expect(many.filter((each) => each === "basic/unavailable")).toHaveLength(30 - identityLimits.passwordChecks);
  }, 60_000);

  test("remembers a bounded number of names", () => {
    const lockout = createLockout(2);
    for (const name of ["a", "b", "c"])
      for (let time = 0; time < identityLimits.passwordFailures; time++) lockout.count(name, 0);
    expect(["a", "b", "c"].map((name) => lockout.isLocked(name, 1))).toEqual([false, true, true]);
  });
});

describe("credentials", () => {
  test("are split at the first colon", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^:\p{Cc}]{1,40}$/u), fc.stringMatching(/^[^\p{Cc}]{0,40}$/u), (user, given) => {
        if (!`${user}:${given}`.isWellFormed()) return;
        expect(parseUserPassword(encode(`${user}:${given}`))).toEqual({ ok: true, user, password: given });
      }),
    );
  });

  test.each([
    ["no base64", "?"],
    ["base64url", Buffer.from([0x61, 0x3a, 0xfb, 0xff, 0xfe]).toString("base64url")],
    ["no colon", encode("ana")],
    ["no name", encode(":x")],
    ["a line break", encode("ana:x\n")],
    ["a NUL", encode("ana\u0000:x")],
    ["no UTF-8", Buffer.from([0x61, 0x3a, 0xff]).toString("base64")],
    ["too long", encode(`a:${"x".repeat(identityLimits.passwordLength)}`)],
    ["nothing", ""],
    ["with a space", "YW5h Ong="],
  ])("%s are malformed", (_, credentials) => {
    expect(parseUserPassword(credentials)).toMatchObject({ ok: false, code: "basic/malformed" });
  });

  test("of any form make nothing throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => expect(typeof parseUserPassword(text).ok).toBe("boolean")),
    );
    expect(parseUserPassword(encode(`a:${"x".repeat(identityLimits.passwordLength - 2)}`)).ok).toBe(true);
  });
});

describe("a hash of a password", () => {
  test("is another each time, and holds for the password only, however it is composed", async () => {
    const [first, second] = [
      await hashPassword("caf\u00e9", randomBytes),
      await hashPassword("caf\u00e9", randomBytes),
    ];
    expect(first).not.toBe(second);
    const parsed = parsePasswordHash(first);
    if (parsed === undefined) throw new Error("no hash");
    expect([await isPassword("cafe\u0301", parsed), await isPassword("cafe", parsed)]).toEqual([true, false]);
  });

  test.each([
    "",
    "plain",
    "$scrypt$ln=1,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "$scrypt$ln=30,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "$scrypt$ln=14,r=8,p=99$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "$scrypt$ln=14,r=8,p=5$$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "$argon2id$v=19$m=65536,t=3,p=4$AAAA$AAAA",
  ])("%j is none that would be computed", (text) => {
    expect(parsePasswordHash(text)).toBeUndefined();
  });
});
