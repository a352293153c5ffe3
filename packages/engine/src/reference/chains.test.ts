import { expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import type { ExplanationNode } from "../decision.ts";
import { compile, type Engine } from "../engine.ts";
import { countSteps } from "../facts/testing/count-steps.ts";
import { parseFacts } from "../separation/parse-facts.ts";

const source = `
subject User
resource Folder in Folder { role owner role viewer if owner or parent.viewer action read allow viewer to read }
`;
const user = { type: "User", id: "ana" };
const folder = (index: number) => ({ type: "Folder", id: `${index}` });

/** One folder in the next; the user owns the outermost. */
function load(length: number): Engine {
  const { policy } = parsePolicy([{ name: "p.authz", text: source }]);
  if (policy === undefined) throw new Error("does not compile");
  const entities = Array.from({ length }, (_, index) => ({
    ...folder(index),
    ...(index === 0 ? {} : { parent: folder(index - 1) }),
  }));
  const { facts } = parseFacts(policy, {
    entities,
    assignments: [{ subject: user, role: "owner", resource: folder(0) }],
  });
  if (facts === undefined) throw new Error("facts do not fit");
  return compile(policy, { facts });
}

const innermost = (length: number, subject = user) => ({
  subject,
  action: { name: "read" },
  resource: folder(length - 1),
});

test.each([
  ["finding a role at the other end", user, true, 95],
  ["finding none", { ...user, id: "bob" }, false, 55],
])("%s of a chain takes few steps for each folder", (_, subject, decision, most) => {
  const [few, many] = [1000, 8000].map((length) => {
    const engine = load(length);
    return countSteps(() => expect(engine.check(innermost(length, subject)).decision).toBe(decision)) / length;
  });
  expect(few).toBeGreaterThan(3);
  expect(many).toBeLessThan(most);
  expect(many).toBeLessThanOrEqual(few! * 1.01);
});

test("the explanation of a long chain is right, and says where it is cut", () => {
  const [few, many] = [200, 4000].map((length) => load(length).check(innermost(length), { explain: true }));
  const texts = (nodes: readonly ExplanationNode[] = []): readonly string[] =>
    nodes.flatMap(({ text, details }) => [text, ...texts(details)]);
  const told = texts(many?.explanation?.details);
  expect(many?.decision).toBe(true);
  expect(told).toHaveLength(texts(few?.explanation?.details).length);
  expect(told.slice(0, 5)).toEqual([
    expect.stringMatching(/^allow rule Folder.allow-read-/),
    'User "ana" is viewer of Folder "3999"',
    "viewer if owner or parent.viewer",
    'User "ana" is viewer of Folder "3998"',
    "viewer if owner or parent.viewer",
  ]);
  expect(told.at(-1)).toBe("… the rest of the way is left out");
});
