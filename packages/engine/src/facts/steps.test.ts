import { expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile, type Engine } from "../engine.ts";
import { parseFacts } from "../separation/parse-facts.ts";
import { countSteps } from "./testing/count-steps.ts";

const source = `
subject User
group Team of User, Team
resource Folder in Folder { role owner role viewer if owner or parent.viewer action read allow viewer to read }
`;
const ref = (type: string, index: number) => ({ type, id: `${index}` });

/** One folder that everybody owns, one user who owns every folder, one team that everybody is in, and folders all in one. */
function load(count: number): Engine {
  const { policy } = parsePolicy([{ name: "p.authz", text: source }]);
  if (policy === undefined) throw new Error("does not compile");
  const numbers = Array.from({ length: count }, (_, index) => index);
  const entities = numbers.flatMap((index) => [
    { ...ref("User", index), groups: [ref("Team", 0)] },
    { ...ref("Folder", index), ...(index === 0 ? {} : { parent: ref("Folder", 0) }) },
  ]);
  const assignments = numbers.flatMap((index) => [
    { subject: ref("User", index), role: "owner", resource: ref("Folder", 0) },
    ...(index === 0 ? [] : [{ subject: ref("User", 0), role: "owner", resource: ref("Folder", index) }]),
  ]);
  const { facts } = parseFacts(policy, { entities, assignments });
  return compile(policy, facts === undefined ? {} : { facts });
}

test.each<[string, (engine: Engine) => void]>([
  ["assigning", ({ facts }) => facts.assign({ subject: ref("User", -1), role: "owner", resource: ref("Folder", 0) })],
  [
    "revoking",
    ({ facts }) => void facts.revoke({ subject: ref("User", 0), role: "owner", resource: ref("Folder", 7) }),
  ],
  ["joining a team", ({ facts }) => facts.put({ ...ref("User", -2), groups: [ref("Team", 0)] })],
  ["leaving a team", ({ facts }) => facts.put(ref("User", 3))],
  ["moving a folder", ({ facts }) => facts.put({ ...ref("Folder", 5), parent: ref("Folder", 6) })],
  ["forgetting a folder that all others are in", ({ facts }) => void facts.delete(ref("Folder", 0))],
])("%s takes as many steps among many facts as among few", (_, change) => {
  const [few, many] = [100, 10_000].map((count) => {
    const engine = load(count);
    return countSteps(() => change(engine));
  });
  expect(few).toBeGreaterThan(3);
  expect(many).toBe(few);
});

test("after a change elsewhere a decision looks at what its people were found by, and does not find them again", () => {
  const engine = load(100);
  const request = { subject: ref("User", 3), action: { name: "read" }, resource: ref("Folder", 7) };
  const count = (change: () => void): number => {
    change();
    return countSteps(() => expect(engine.allows(request)).toBe(true));
  };
  count(() => undefined);
  const unchanged = count(() => undefined);
  const elsewhere = count(() =>
    engine.facts.assign({ subject: ref("User", 50), role: "owner", resource: ref("Folder", 9) }),
  );
  const joined = count(() => engine.facts.put({ ...ref("User", 51), groups: [ref("Team", 7)] }));
  const above = count(() =>
    engine.facts.assign({ subject: ref("User", -1), role: "owner", resource: ref("Folder", 0) }),
  );
  expect(engine.answered.interpreted).toBe(0);
  expect(elsewhere).toBeLessThan(unchanged + 10);
  expect(joined).toBeLessThan(unchanged + 10);
  expect(above).toBeGreaterThan(unchanged + 20);
});
