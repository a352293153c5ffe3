import { parsePolicy } from "@authz/dsl";
import type { Example, Source } from "@authz/model";
import { describe, expect, test } from "@jest/globals";
import { diagnostics } from "../diagnostics/diagnostics.generated.ts";
import { parseFactsTexts } from "./read-facts.ts";

/** What only a session in a shell can show has its test where files are read. */
const shown = diagnostics.flatMap(({ code, bad, good }) =>
  isFacts(bad) && isFacts(good) ? [[code, bad, good] as const] : [],
);

interface FactsExample {
  readonly policy: string;
  readonly facts: string;
}

function isFacts(example: Example): example is FactsExample {
  return typeof example !== "string" && "facts" in example;
}

/** What loads and is suspicious is looked for only where it is meant: examples of mistakes are short. */
async function codes({ policy: text, facts }: FactsExample, review: boolean): Promise<readonly string[]> {
  const { policy, diagnostics: found } = parsePolicy([{ name: "policy.authz", text }]);
  if (policy === undefined) return found.map(({ code }) => code);
  const source: Source = { name: "facts.json", text: facts };
  return (await parseFactsTexts(policy, [source], { review })).diagnostics.map(({ code }) => code);
}

describe.each(shown)("%s", (code, bad, good) => {
  test("its bad example yields exactly it", async () => {
    expect(await codes(bad, code.startsWith("data/"))).toEqual([code]);
  });
  test("its good example yields nothing", async () => {
    expect(await codes(good, code.startsWith("data/"))).toEqual([]);
  });
});
