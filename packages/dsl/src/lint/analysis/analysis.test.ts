import { describe, expect, test } from "@jest/globals";
import type { LintFinding } from "../finding.ts";
import { lintPolicy } from "../lint-policy.ts";
import { lintRules } from "../rules/rules.generated.ts";

/** What the named rules find in a policy that compiles. */
function lint(text: string, codes: readonly string[]): readonly LintFinding[] {
  const rules = lintRules.filter(({ code }) => codes.includes(code.slice(5)));
  const { policy, findings } = lintPolicy([{ name: "policy.authz", text }], { rules, config: { extends: ["strict"] } });
  expect(policy).toBeDefined();
  return findings;
}

function found(text: string, ...codes: readonly string[]): readonly string[] {
  return lint(text, codes).map(({ code }) => code.slice(5));
}

function messages(text: string, ...codes: readonly string[]): readonly string[] {
  return lint(text, codes).map(({ message }) => message);
}

function withRules(rules: string): string {
  return `subject User { level?: number }
subject Service
group Team of User
role staff
role boss includes staff
context { zone: string }
resource Folder {
  open: boolean
  role admin
}
resource Doc in Folder {
  status: "a" | "b" | "c"
  n: number
  at: time
  flag: boolean
  opt?: number
  owner: User
  helpers: set of User | Team
  parts: set of Doc
  role viewer
  role fan if owner
  role editor includes viewer
  role lead includes editor
  action read, write
${rules}
}
`;
}

describe("conditions that are constant", () => {
  const codes = ["always-true-condition", "always-false-condition"];
  const verdict = (guards: string): readonly string[] => found(withRules(`allow User to read ${guards}`), ...codes);

  test.each([
    'when resource.status == "a" and resource.status == "b"',
    "when resource.n > 5 and resource.n < 3",
    "when resource.n >= 3 and resource.n < 3",
    "when resource.n < 3 and resource.n >= 3",
    "when 5 < resource.n and resource.n in [1, 2]",
    "when resource.n in [1, 2] and resource.n in [3, 4]",
    "when resource.n == 3 and resource.n != 3",
    "when resource.flag and not resource.flag",
    "when not (resource.flag or not resource.flag)",
    'when resource.status != "a" and resource.status != "b" and resource.status != "c"',
    'when not resource.status in ["a", "b", "c"]',
    'when resource.at < time "2026-01-01T00:00:00Z" and resource.at > time "2026-01-01T01:00:00+01:00"',
    "when resource.n == 1 when resource.n == 2",
    "when resource.n > 3 unless resource.n > 2",
    "when resource.n < resource.n",
    'unless resource.status == "a" or resource.status != "a"',
    "when 2 < 1",
    "when resource.n in []",
    'when subject == User "a" and subject == User "b"',
    "when resource.parts.n > 2 and not (resource.parts.n > 2)",
  ])("%s can never be true", (guards) => {
    expect(verdict(guards)).toEqual(["always-false-condition"]);
  });

  test.each([
    'when resource.status != "a" or resource.status != "b"',
    'when resource.status == "a" or resource.status == "b" or resource.status == "c"',
    'when resource.status in ["a", "b", "c"]',
    "when resource.flag or not resource.flag",
    "when resource.n < 5 or resource.n > 3",
    "when resource.n <= 3 or resource.n > 3",
    "when resource.n == resource.n",
    "unless resource.n < 3 and resource.n > 5",
    "when resource.flag and (resource.n < 5 or resource.n > 3)",
  ])("%s is true whatever the value", (guards) => {
    expect(verdict(guards)).toEqual(["always-true-condition"]);
  });

  test.each([
    ["a number between two others", "when resource.n > 3 and resource.n < 4"],
    ["the one number that is left", "when resource.n >= 3 and resource.n <= 3"],
    ["one of several parts each", "when resource.parts.n > 5 and resource.parts.n < 3"],
    ["one of several parents each", "when resource.parent.open and not resource.parent.open == true"],
    ["different attributes", "when resource.n > 5 and resource has opt and resource.opt < 3"],
    ["the gap between two ranges", "when resource.n < 3 or resource.n > 3"],
    ["a value less of the enum", 'when resource.status in ["a", "b"]'],
    ["members of a set", 'when resource.helpers contains User "a" and resource.helpers contains User "b"'],
  ])("%s can be", (_, guards) => {
    expect(verdict(guards)).toEqual([]);
  });
});

describe("an allow that another one makes needless", () => {
  const shadowed = (wide: string, narrow: string): boolean => {
    const text = withRules(`wide: allow ${wide}\nnarrow: allow ${narrow}`);
    return messages(text, "shadowed-allow").includes("`wide` allows all that `narrow` allows");
  };

  test.each([
    ["viewer to read", "editor to read"],
    ["viewer to read", "lead to read"],
    ["fan to read", "owner to read"],
    ["staff to read", "boss to read"],
    ["anyone to read", "Service to read when resource.flag"],
    ["User to read, write", "User and viewer to write"],
    ["viewer to read when resource.n <= 1000", "viewer to read when resource.n < 100"],
    ["viewer to read when resource.n > 0", "viewer to read when resource.n in [1, 2]"],
    ['viewer to read when resource.status in ["a", "b"]', 'viewer to read when resource.status == "a"'],
    ['viewer to read when resource.status != "c"', 'viewer to read when resource.status == "a" and resource.flag'],
    ["viewer to read when resource.flag or resource.n > 3", "viewer to read when resource.n > 5"],
    ["viewer but not staff to read", "viewer but not staff to read when resource.flag"],
    ["viewer, owner to read", "owner, editor to read when resource.flag"],
  ])("%s, then %s", (wide, narrow) => {
    expect(shadowed(wide, narrow)).toBe(true);
  });

  test.each([
    ["editor to read", "viewer to read"],
    ["owner to read", "fan to read"],
    ["parent.admin to read", "viewer to read"],
    ["viewer to read", "editor to write"],
    ["viewer to read when resource.n < 100", "viewer to read when resource.n <= 100"],
    ["viewer to read when resource.flag and resource.n > 5", "viewer to read when resource.n > 5"],
    ["viewer but not staff to read", "editor to read"],
    ["viewer to read when resource.parts.n < 5", "viewer to read when resource.parts.n < 3"],
    ["viewer to read unless resource.flag", "viewer to read when resource.flag"],
  ])("not so %s and %s", (wide, narrow) => {
    expect(shadowed(wide, narrow)).toBe(false);
  });
});

test("a rule for one resource does not make one for all needless", () => {
  const one = 'allow User to read on Doc "1"';
  expect(found(`${withRules("")}${one}\nallow User to read on Doc when true`, "shadowed-allow")).toEqual([
    "shadowed-allow",
  ]);
  expect(found(`${withRules("")}deny User to read on Doc "1"\nallow User to read on Doc`, "overridden-allow")).toEqual(
    [],
  );
});

test("what an exclusive set takes away keeps the fix from being safe", () => {
  const text = withRules("allow viewer, editor to read\nallow editor to read");
  const rules = lintRules.filter(({ code }) => code === "lint/shadowed-allow" || code === "lint/redundant-person");
  const safety = (policy: string): readonly (boolean | undefined)[] =>
    lintPolicy([{ name: "policy.authz", text: policy }], { rules }).findings.map(({ fix }) => fix?.safe);
  expect(safety(text)).toEqual([true, true]);
  expect(safety(`${text}exclusive Doc.viewer, Doc.lead\n`)).toEqual([false, false]);
});

test("a role that need not be active keeps the fix from being safe", () => {
  const rules = lintRules.filter(({ code }) => code === "lint/shadowed-allow" || code === "lint/redundant-person");
  const safety = (role: string): readonly (boolean | undefined)[] => {
    const text = `${withRules(`allow ${role} to read\nallow User, ${role} to read`)}role known if User\n`;
    return lintPolicy([{ name: "policy.authz", text }], { rules }).findings.map(({ fix }) => fix?.safe);
  };
  expect(safety("known")).toEqual([false, false]);
  expect(safety("fan")).toEqual([true]);
  expect(safety("anyone")).toEqual([true, true]);
});

test("a time window is looked at from the time that is given", () => {
  const text = withRules('allow User to read when now < time "2030-06-15T00:00:00Z"');
  const rules = lintRules.filter(({ code }) => code === "lint/time-window");
  const at = (time: string, days?: number): readonly string[] => {
    const config = days === undefined ? {} : { rules: { "lint/time-window": ["warning", { days }] as const } };
    return lintPolicy([{ name: "policy.authz", text }], { rules, config, now: Date.parse(time) }).findings.map(
      ({ message }) => message,
    );
  };
  expect(at("2030-05-01T00:00:00Z")).toEqual([]);
  expect(at("2030-05-01T00:00:00Z", 60)).toHaveLength(1);
  expect(at("2030-06-10T00:00:00Z")).toEqual([
    '`now < time "2030-06-15T00:00:00Z"` ends soon, at 2030-06-15T00:00:00Z',
  ]);
  expect(at("2031-01-01T00:00:00Z")).toEqual([
    '`now < time "2030-06-15T00:00:00Z"` has been false since 2030-06-15T00:00:00Z',
  ]);
});

describe("one cause is one finding, which shows what follows from it", () => {
  const related = (text: string): readonly unknown[] => {
    const { findings } = lintPolicy([{ name: "policy.authz", text }], { config: { rules: { tests: "off" } } });
    return findings.map(({ code, location, related: notes }) => [
      `${location.line} ${code}`,
      ...notes.map((note) => `${note.location.line} ${note.message}`),
    ]);
  };

  test("what is required for an action that nobody can do", () => {
    const policy = (allowed: string): string => `subject User
assurance mfa { amr "mfa" within 15m }
resource Invoice {
  role approver
  action pay, approve
  allow approver to ${allowed}
  require mfa to pay
}
`;
    expect(related(policy("approve"))).toEqual([
      ["5 lint/action-nobody-can-do", "7 so nothing is ever required here for it"],
    ]);
    expect(related(policy("pay, approve"))).toEqual([]);
  });

  test("a set of exclusive roles of which nobody can have enough", () => {
    const policy = (holder: string, most: string): string => `subject User
resource Payment {
  role preparer, checker
  role approver for ${holder}
  action approve
  allow preparer, approver, checker to approve
}
exclusive Payment.preparer, Payment.approver, Payment.checker${most}
`;
    expect(related(policy("Payment.approver", " at most 2"))).toEqual([
      ["4 lint/role-nobody-can-get", "8 so too few of this set can be had for it to matter"],
    ]);
    expect(related(policy("Payment.approver", ""))).toEqual([["4 lint/role-nobody-can-get"]]);
    expect(related(policy("User", ""))).toEqual([]);
  });
});
