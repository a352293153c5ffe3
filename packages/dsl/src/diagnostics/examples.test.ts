import { describe, expect, test } from "@jest/globals";
import { parsePolicy } from "../parse-policy.ts";
import type { PolicyFile } from "../parsed-policy.ts";
import { filesOf } from "../testing/example.ts";
import { diagnostics } from "./diagnostics.generated.ts";

function findings(files: readonly PolicyFile[]): readonly string[] {
  return parsePolicy(files).diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

/** One sentence that begins small and has no full stop. */
const wording = /^(?![A-Z][a-z]).*[^.]$/s;

describe.each(diagnostics.map((definition) => [definition.code, definition] as const))("%s", (code, definition) => {
  const [bad, good] = [filesOf(definition.bad), filesOf(definition.good)];

  if (bad !== undefined) {
    test("its bad example yields it and nothing else", () => {
      expect(findings(bad)).toEqual([expect.stringMatching(new RegExp(`^${code}: `))]);
    });
  }
  if (good !== undefined) {
    test("its good example yields nothing", () => {
      expect(findings(good)).toEqual([]);
      expect(parsePolicy(good).policy).toBeDefined();
    });
  }
  test("is worded like the others", () => {
    expect(definition.summary).not.toMatch(/\.$/);
    expect(definition.why).toMatch(/\.$/);
    if (bad === undefined) return;
    const [found] = parsePolicy(bad).diagnostics;
    expect(found?.message).toMatch(wording);
    expect(found?.help).toMatch(wording);
  });
});
