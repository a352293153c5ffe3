import { describe, expect, test } from "@jest/globals";
import type { JsonObject } from "@authz/model";
import { readFileSync } from "node:fs";
import { presets } from "./claims/presets.ts";
import { identityLimits } from "./limits.ts";
import { readIdentityConfig } from "./config/read-config.ts";

const page = readFileSync(new URL("../../../docs/identity.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/```json\n([^]*?)```/g)].map(([, text = ""]) => JSON.parse(text) as JsonObject);

describe("docs/identity.md", () => {
  test.each(examples.map((example) => [JSON.stringify(example).slice(0, 80), example] as const))(
    "%s… is a configuration that starts",
    (_text, { identity }) => {
      expect(identity === undefined ? undefined : readIdentityConfig(identity)).toMatchObject({ ok: true });
    },
  );

  test("has an example or a section for each preset", () => {
    const shown = new Set(examples.map((example) => /"preset":"(\w+)"/.exec(JSON.stringify(example))?.[1]));
    expect(Object.keys(presets).filter((name) => !shown.has(name))).toEqual(["rfc9068", "legacy"]);
    expect(page).toMatch(/^## RFC 9068$[^]*^## Legacy$/m);
  });

  test("states the limits that there are", () => {
    expect(page).toContain(`at most ${identityLimits.tokenLength / 1024} KiB`);
    expect(page).toContain(`more than ${identityLimits.keySetLength / 1024} KiB`);
    expect(page).toContain(`longer than ${identityLimits.lifetimeSeconds / 3_600} hours`);
    expect(page).toContain(`(${identityLimits.leewaySeconds} seconds at most)`);
    expect(page).toContain(`every ${identityLimits.refetchSeconds} seconds at most`);
    expect([identityLimits.staleSeconds, identityLimits.answerSeconds, identityLimits.inactiveSeconds]).toEqual([
      3_600, 3, 5,
    ]);
  });
});
