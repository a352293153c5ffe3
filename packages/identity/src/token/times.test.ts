import { describe, expect, test } from "@jest/globals";
import { identityLimits } from "../limits.ts";
import { wrongTime } from "./times.ts";

const now = Date.parse("2026-06-01T12:00:00Z") / 1000;
const clock = (): Date => new Date(now * 1000);

describe("the leeway", () => {
  test.each([
    [undefined, identityLimits.leewaySeconds],
    [10, 10],
    [0, 0],
    [3_600, identityLimits.leewaySeconds],
    [Infinity, identityLimits.leewaySeconds],
    [-5, 0],
  ])("of %s seconds is %s", (leewaySeconds, leeway) => {
    const options = leewaySeconds === undefined ? { clock } : { clock, leewaySeconds };
    expect(wrongTime({ exp: now - leeway }, options)?.code).toBe("token/expired");
    expect(wrongTime({ exp: now - leeway + 0.001 }, options)).toBeUndefined();
    expect(wrongTime({ nbf: now + leeway + 0.001 }, options)?.code).toBe("token/not-yet-valid");
    expect(wrongTime({ iat: now + leeway + 0.001 }, options)?.code).toBe("token/issued-in-future");
  });
});
