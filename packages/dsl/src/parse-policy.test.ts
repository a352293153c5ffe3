import { describe, expect, test } from "@jest/globals";
import { defaultLimits, hasErrors, type Limits } from "@authz/model";
import fc from "fast-check";
import { parsePolicy } from "./parse-policy.ts";
import type { PolicyFile } from "./parsed-policy.ts";

const policy = `/// People who sign in.
subject User { department: string }
role employee
role manager includes employee

resource Invoice {
  amount: number
  submitter: User
  role editor
  action read, pay
  allow editor to read
  small: allow manager to pay when resource.amount <= 1000
}
deny submitter to pay on Invoice because "nobody pays their own invoice"
`;
const tests = `fixture { User "ana" is manager }
test "managers pay" { User "ana" cannot pay Invoice "1" because error }
`;

const file = (text: string, name = "policy.authz"): PolicyFile => ({ name, text });

/** Takes anything, as JavaScript does. */
const parseAnything = (files: unknown, options?: unknown): ReturnType<typeof parsePolicy> =>
  parsePolicy(files as readonly PolicyFile[], options as { readonly limits?: Partial<Limits> });

const codes = (result: ReturnType<typeof parsePolicy>): readonly string[] =>
  result.diagnostics.map(({ code, location }) => `${code} ${location.source}`.trim());

describe("a right policy", () => {
  const result = parsePolicy([file(policy), file(tests, "policy.test.authz")]);

  test("has no diagnostics", () => {
    expect(result.diagnostics).toEqual([]);
  });

  test("is plain JSON in canonical order", () => {
    expect(JSON.parse(JSON.stringify(result.policy))).toEqual(result.policy);
    expect(result.policy).toMatchObject({
      kind: "policy",
      version: expect.stringMatching(/^sha256-[0-9a-f]{64}$/),
      types: [
        {
          name: "Invoice",
          subject: false,
          resource: { roles: [{ name: "editor" }], actions: [{ name: "pay" }, { name: "read" }] },
        },
        {
          name: "User",
          subject: true,
          doc: "People who sign in.",
          origin: { source: "policy.authz", line: 2, column: 9 },
        },
      ],
      roles: [
        { name: "employee", includes: [] },
        { name: "manager", includes: ["employee"] },
      ],
      rules: [
        { id: expect.stringMatching(/^Invoice\.allow-read-/), effect: "allow" },
        { id: expect.stringMatching(/^Invoice\.deny-pay-/), effect: "deny", because: "nobody pays their own invoice" },
        { id: "small", effect: "allow", origin: { line: 12, column: 3 } },
      ],
      tests: [{ name: "managers pay" }],
    });
  });

  test("does not depend on the order of files", () => {
    const parts = policy.split(/\n(?=\S)(?!\})/).map((text, index) => file(text, `${index}.authz`));
    const turned = parsePolicy(parts.toReversed());
    expect(turned.diagnostics).toEqual([]);
    expect(turned.policy).toEqual(parsePolicy(parts).policy);
    expect(turned.policy?.version).toBe(result.policy?.version);
  });

  test("of one file may have a byte order mark and Windows line ends", () => {
    const { policy: other } = parsePolicy([file(`\ufeff${policy.replaceAll("\n", "\r\n")}`)]);
    expect(other?.version).toBe(result.policy?.version);
  });
});

describe("a wrong policy", () => {
  test("is none, and every mistake is reported once, in order", () => {
    const text = policy.replace("submitter: User", "submitter: Usr").replace("allow manager", "allow manger");
    const result = parsePolicy([file(text, "b.authz"), file("role x includes y", "a.authz")]);
    expect(result.policy).toBeUndefined();
    expect(codes(result)).toEqual([
      "names/unknown-role a.authz",
      "names/unknown-type b.authz",
      "names/unknown-people b.authz",
    ]);
  });

  test("has the same diagnostics in whatever order the files come", () => {
    const files = ["role a\nsubject a", "subject a\nresource A", "role b includes c", "resource R { role a }"].map(
      (text, index) => file(text, `${index}.authz`),
    );
    const { diagnostics } = parsePolicy(files);
    expect(diagnostics).toHaveLength(5);
    expect(parsePolicy(files.toReversed()).diagnostics).toEqual(diagnostics);
    expect(parsePolicy([...files.slice(2), ...files.slice(0, 2)]).diagnostics).toEqual(diagnostics);
  });

  test("with warnings only is a policy", () => {
    const result = parsePolicy([file("subject User\nrole a, A")]);
    expect(codes(result)).toEqual(["names/case-only policy.authz"]);
    expect(result.policy).toBeDefined();
  });
});

describe("files", () => {
  test.each(["", " \n", "// nothing\n", "\ufeff"])("without declarations: %j", (text) => {
    expect(codes(parsePolicy([file(text)]))).toEqual(["policy/empty policy.authz"]);
    expect(codes(parsePolicy([file(text), file(policy, "a.authz")]))).toEqual([]);
  });

  test("of tests hold only tests and fixtures; a misnamed one is one mistake", () => {
    expect(codes(parsePolicy([file(policy, "a.test.authz")]))).toEqual(["policy/not-a-test a.test.authz"]);
    expect(codes(parsePolicy([file(policy + tests)]))).toEqual([]);
    expect(codes(parsePolicy([file(policy, "test.authz")]))).toEqual([]);
  });

  test("have different names", () => {
    expect(codes(parsePolicy([file("subject User"), file("role a"), file("role b")]))).toEqual([
      "policy/repeated-file policy.authz",
      "policy/repeated-file policy.authz",
    ]);
  });
});

describe("never throws", () => {
  const revoked = Proxy.revocable<object[]>([], {});
  revoked.revoke();
  const throwing = new Proxy([file(policy)], {
    get() {
      throw new Error("no");
    },
  });
  class Trap {
    get name(): string {
      throw new Error("no");
    }
    readonly text = "";
  }

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a number", 3],
    ["a text", policy],
    ["an object", { 0: file(policy), length: 1 }],
    ["a set", new Set([file(policy)])],
    ["an empty list", []],
    ["a revoked proxy", revoked.proxy],
    ["a list that throws", throwing],
  ])("%s instead of files", (_, files) => {
    expect(codes(parseAnything(files))).toEqual(["policy/no-files"]);
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a text", policy],
    ["a hole", [][0]],
    ["no text", { name: "a" }],
    ["a number as text", { name: "a", text: 3 }],
    ["bytes as text", { name: "a", text: new TextEncoder().encode(policy) }],
    ["no name", { text: policy }],
    ["an empty name", { name: "", text: policy }],
    ["a symbol as name", { name: Symbol("a"), text: policy }],
    ["a getter that throws", new Trap()],
    ["a revoked proxy", revoked.proxy],
  ])("%s instead of a file", (_, wrong) => {
    const result = parseAnything([wrong, file(policy)]);
    expect(codes(result)).toEqual(["policy/not-a-file"]);
    expect(result.policy).toBeUndefined();
  });

  test("a getter is asked once", () => {
    let asked = 0;
    const changing = {
      name: "a.authz",
      get text(): string {
        return asked++ === 0 ? policy : "role";
      },
    };
    expect(codes(parsePolicy([changing]))).toEqual([]);
    expect(asked).toBe(1);
  });

  test.each<[string, unknown]>([
    ["null", null],
    ["a number", 3],
    ["null for limits", { limits: null }],
    [
      "limits that are none",
      { limits: { rules: "many", nesting: Number.NaN, tokensInFile: -1, fileLength: undefined } },
    ],
    ["unknown limits", JSON.parse('{ "limits": { "__proto__": { "rules": 0 }, "toString": 0 } }')],
    ["a revoked proxy", revoked.proxy],
  ])("%s instead of options", (_, options) => {
    expect(codes(parseAnything([file(policy)], options))).toEqual([]);
  });
});

test("any text whatsoever, and any damaged policy, gives a policy or errors", () => {
  const words = policy.split(/\b/);
  const damaged = fc
    .array(
      fc.record({
        at: fc.nat(words.length),
        remove: fc.nat(3),
        insert: fc.oneof(fc.constantFrom(...words), fc.string({ unit: "binary", maxLength: 3 })),
      }),
      { maxLength: 3 },
    )
    .map((changes) => {
      const text = [...words];
      for (const { at, remove, insert } of changes) text.splice(at, remove, insert);
      return text.join("");
    });
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: damaged }, fc.string({ unit: "binary" })), (text) => {
      const { policy: parsed, diagnostics } = parsePolicy([file(text)]);
      expect(parsed === undefined).toBe(hasErrors(diagnostics));
      for (const { location } of diagnostics) {
        expect(location.span.start).toBeLessThanOrEqual(location.span.end);
        expect(location.span.end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 300 },
  );
});

describe("limits", () => {
  const rules = (count: number): string =>
    `subject User\nresource R { n: number  action r }\n${Array.from(
      { length: count },
      (_, index) => `allow User to r on R when resource.n == ${index}`,
    ).join("\n")}\nrequire scope "x" to r on R\nnever anyone to r on R`;

  test.each<[keyof Limits, readonly PolicyFile[], number, string]>([
    ["filesInPolicy", [file("subject User", "a"), file("role b", "b")], 2, "policy/too-many-files"],
    ["policyLength", [file("subject User", "a"), file("role b", "b")], 18, "policy/too-large"],
    ["rules", [file(rules(4))], 5, "policy/too-many-rules policy.authz"],
    [
      "writtenOut",
      [file("subject User\nresource R { action a, b, c }\nallow User to * on *")],
      4,
      "policy/too-much-written-out policy.authz",
    ],
    [
      "writtenOut",
      [file("subject User\nsubject Service\nrole a, b\nrole c, d includes a for all User if User")],
      14,
      "policy/too-much-written-out policy.authz",
    ],
  ])("%s", (name, files, limit, code) => {
    expect(codes(parsePolicy(files, { limits: { [name]: limit } }))).toEqual([]);
    expect(codes(parsePolicy(files, { limits: { [name]: limit - 1 } }))).toEqual([code]);
  });

  test("findings past the limit are counted", () => {
    const wrong = (count: number): readonly PolicyFile[] => [
      file(`subject User {\n${Array.from({ length: count }, (_, index) => `a${index}: T${index}`).join("\n")}\n}`),
    ];
    const { diagnostics: limit } = defaultLimits;
    expect(parsePolicy(wrong(limit)).diagnostics.every(({ code }) => code === "names/unknown-type")).toBe(true);
    const { diagnostics } = parsePolicy(wrong(limit + 7));
    expect(diagnostics).toHaveLength(limit + 1);
    expect(diagnostics.at(-1)).toMatchObject({
      code: "policy/too-many-findings",
      message: "there are 7 more findings from here on",
      location: { line: limit + 2 },
    });
  });

  test("a warning past the limit stops nothing less than an error past it", () => {
    const text = "subject User\nrole a, A\nrole x includes y";
    const result = parsePolicy([file(text)], { limits: { diagnostics: 1 } });
    expect(codes(result)).toEqual(["names/case-only policy.authz", "policy/too-many-findings policy.authz"]);
    expect(result.policy).toBeUndefined();
  });

  test.each([
    ["roles that include as many", `role ${list(3_000)} includes ${list(3_000)}`],
    ["rules about everything", `${resources(500)}\n${"allow User to * on *\n".repeat(2_000)}`],
    [
      "scopes about everything",
      `${resources(500)}\n${Array.from({ length: 2_000 }, (_, at) => `scope "${at}" covers * on *`).join("\n")}`,
    ],
    ["people seen from everywhere", `${resources(2_000)}\nallow ${list(2_000)} to a on *`],
  ])("%s are stopped before they are written out", (_, text) => {
    const start = performance.now();
    expect(codes(parsePolicy([file(`subject User\n${text}`)]))).toEqual(["policy/too-much-written-out policy.authz"]);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

function list(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}`).join(", ");
}

function resources(count: number): string {
  return Array.from({ length: count }, (_, index) => `resource R${index} { action a, b }`).join("\n");
}
