import { describe, expect, test } from "@jest/globals";
import { sample } from "../syntax/testing/sample.ts";
import { formatPolicyFile } from "./format-policy-file.ts";

function format(text: string): string {
  return formatPolicyFile({ name: "policy.authz", text }).text;
}

/** The text becomes the form, which is one: it stays as it is. */
function expectForm(text: string, form: string): void {
  expect(format(text)).toBe(form);
  expect(format(form)).toBe(form);
}

describe("declarations", () => {
  test("with a block have a line for each member, without commas", () => {
    expectForm(
      'subject   User as "user"{email:string,verified : boolean=false}\nrole a   role b',
      'subject User as "user" {\n  email: string\n  verified: boolean = false\n}\nrole a\nrole b\n',
    );
    expectForm("resource Doc{}", "resource Doc {}\n");
    expectForm('assurance mfa{amr "a","b"  within 15m}', 'assurance mfa {\n  amr "a", "b"\n  within 15m\n}\n');
  });

  test("have records in them on one line, with commas, or a line for each attribute", () => {
    expectForm(
      "resource Doc { action update { fields?: set of string soft : boolean } , read }",
      "resource Doc {\n  action update { fields?: set of string, soft: boolean }, read\n}\n",
    );
    const names = Array.from({ length: 9 }, (_, index) => `attribute_${index}: string`);
    expectForm(
      `resource Doc { action update { ${names.join(" ")} } }`,
      `resource Doc {\n  action update {\n${names.map((name) => `    ${name}\n`).join("")}  }\n}\n`,
    );
  });

  test("keep how names, strings and numbers are spelled", () => {
    expectForm(
      'resource Doc { `in`: number = - 1e+2, s: string = "\\u0041" }',
      'resource Doc {\n  `in`: number = -1e+2\n  s: string = "\\u0041"\n}\n',
    );
  });

  test("stay in their order", () => {
    expect(format(sample).match(/^\w+/gm)).toEqual(sample.match(/^\w+/gm));
  });
});

describe("statements", () => {
  test("are on one line when they fit", () => {
    expectForm(
      'small:allow a,b  but   not c to * on Doc,Note"n1" when(x.y<= 1 and not z-1==-1)',
      'small: allow a, b but not c to * on Doc, Note "n1" when (x.y <= 1 and not z - 1 == -1)\n',
    );
  });

  test("with a reason or several conditions are on one line when they are short", () => {
    expectForm('deny a to b   because "no"', 'deny a to b because "no"\n');
    expectForm(
      'own_invoice: deny submitter to approve, pay because "nobody approves an invoice of their own"',
      'own_invoice: deny submitter to approve, pay\n  because "nobody approves an invoice of their own"\n',
    );
    expectForm(
      "allow approver to approve when resource.status == submitted when resource.amount <= 100 unless a",
      "allow approver to approve\n  when resource.status == submitted\n  when resource.amount <= 100\n  unless a\n",
    );
  });

  test("that are long break at their clauses, and then inside them", () => {
    const people = "preparer, approver, reviewer, subscriber, administrator, controller, treasurer";
    const actions = "read, write, send, pay, delete, archive, restore, comment, publish";
    const condition = "resource.amount <= 1000 or subject has limit and resource.amount <= subject.limit";
    expectForm(
      `allow ${people} but not suspended, former to ${actions} on Invoice when resource.open and (${condition} or resource.region == "europe")`,
      `allow ${people}
  but not suspended, former
  to ${actions}
  on Invoice
  when resource.open
    and (resource.amount <= 1000
      or subject has limit and resource.amount <= subject.limit
      or resource.region == "europe")
`,
    );
  });

  test("have long lists filled, and long list values on a line each", () => {
    const countries = Array.from({ length: 14 }, (_, index) => `"country-${index}"`);
    expectForm(
      `resource Doc { country: ${countries.join("|")} }\nallow a to b on Doc when resource.country in [${countries.join(",")}]`,
      `resource Doc {
  country: ${countries.slice(0, 8).join(" | ")}
    | ${countries.slice(8).join(" | ")}
}
allow a to b on Doc
  when resource.country in [
${countries.map((country) => `    ${country}`).join(",\n")}
  ]
`,
    );
  });

  test("of roles break before what they include, who holds them and who has them", () => {
    expectForm(
      "role chief includes reader, writer, checker for User, Team, Organization.member, all User if boss or parent.chief when resource.open",
      `role chief includes reader, writer, checker for User, Team, Organization.member, all User if boss or parent.chief
  when resource.open
`,
    );
  });
});

describe("tables", () => {
  test("endpoints that follow one another have their columns below one another", () => {
    expectForm(
      'endpoint "GET /a/{id}" is read on A "{id}"\nendpoint "GET /health" is public\n// sent\nendpoint "POST /a/{id}/send" is send_it on A "{id}"\n\nendpoint "GET /b" is read on B "b"',
      `endpoint "GET /a/{id}"       is read    on A "{id}"
endpoint "GET /health"       is public
// sent
endpoint "POST /a/{id}/send" is send_it on A "{id}"

endpoint "GET /b" is read on B "b"
`,
    );
  });

  test("scopes have what they do below one another", () => {
    expectForm(
      'scope "a:read" covers read on A\nscope "a:write" includes "a:read" covers write on A\nscope "b"\nscope none covers look on A',
      `scope "a:read"  covers read on A
scope "a:write" includes "a:read" covers write on A
scope "b"
scope none      covers look on A
`,
    );
  });

  test("have only the columns with which all lines fit", () => {
    const long = `endpoint "GET /${"a".repeat(60)}" is read on Doc "${"b".repeat(20)}"\n`;
    const rest = 'endpoint "GET /x" is a_long_name_for_an_action on Doc "x"\n';
    const [, route = ""] = /"(.*?)"/.exec(long) ?? [];
    expectForm(long + rest, long + rest.replace('x" is', `x"${" ".repeat(route.length - 6)} is`));
    const wide = long + rest.replace('"x"\n', `"${"c".repeat(30)}"\n`);
    expectForm(wide, wide);
  });

  test("a declaration with a comment inside is no line of a table", () => {
    const text = 'endpoint "GET /a"\n  // why\n  is public\nendpoint "GET /longer" is public\n';
    expectForm(text, text);
  });
});

describe("tests", () => {
  test("say what the subject can on a line of its own when all does not fit on one", () => {
    const token = 'with token { amr: ["otp"], auth_time: time "2026-06-01T09:00:00Z" } at "2026-06-01T09:15:01Z"';
    expectForm(
      `test "t"{Invoice "i1" in Account "a"{amount:40 ,paid:true}User "cy" ${token} cannot approve Invoice "acme/2" because step_up_required}`,
      `test "t" {
  Invoice "i1" in Account "a" { amount: 40, paid: true }
  User "cy" ${token}
    cannot approve Invoice "acme/2" because step_up_required
}
`,
    );
  });
});

describe("records and lists of values", () => {
  test("are on one line, on a line of their own between the brackets, or on a line for each part", () => {
    const part = (length: number): string => `name: "${"a".repeat(length)}", other: [1, 2]`;
    const head = 'Invoice "i1" in Account "a"';
    expectForm(`fixture { ${head} {${part(20)}} }`, `fixture {\n  ${head} { ${part(20)} }\n}\n`);
    expectForm(`fixture { ${head} {${part(80)}} }`, `fixture {\n  ${head} {\n    ${part(80)}\n  }\n}\n`);
    expectForm(
      `fixture { ${head} {${part(110)}} }`,
      `fixture {\n  ${head} {\n    ${part(110).replace(", ", "\n    ")}\n  }\n}\n`,
    );
  });
});

describe("comments and empty lines", () => {
  test("stay where they are; two empty lines are one", () => {
    expectForm(
      "\n\n\n// first\n\n\n\nrole a// behind\n   // below   \n\n\n///doc\nrole b\n// last\n\n",
      "// first\n\nrole a  // behind\n// below\n\n///doc\nrole b\n// last\n",
    );
    expectForm(
      "resource Doc { // head\n\naction read // one\n\n\n// two\n}",
      "resource Doc {  // head\n\n  action read  // one\n\n  // two\n}\n",
    );
  });

  test("keep a line from going on behind them", () => {
    expectForm("allow a, // why\n b to read", "allow a,  // why\n  b\n  to read\n");
    expectForm("role a includes // why\nb", "role a\n  includes  // why\n    b\n");
    expectForm(
      'fixture { A "a" { x: 1, // one\n y: 2 } }',
      'fixture {\n  A "a" {\n    x: 1  // one\n    y: 2\n  }\n}\n',
    );
  });

  test("keep a comma that they would move to another token without", () => {
    const text = "subject User {\n  a: string\n  /// no doc\n  ,\n  b: string\n}\n";
    expectForm(text, text);
  });

  test("alone are a file", () => {
    expectForm("  // only\n", "// only\n");
    expectForm("\n\n", "");
    expectForm("", "");
  });
});

describe("text", () => {
  test("keeps the line ends of its first line, and a byte order mark", () => {
    expectForm(
      "\uFEFFresource Doc { action read\r\n // c\r\n }\nrole a",
      "\uFEFFresource Doc {\r\n  action read\r\n  // c\r\n}\r\nrole a\r\n",
    );
  });

  test("that is no policy at all stays as it is", () => {
    const texts = [
      "role  a\u0000",
      "role  a\r role b",
      "role  a\n".repeat(200_000),
      `role  a\n${"allow\n".repeat(500)}`,
    ];
    expect(texts.map((text) => format(text) === text)).toEqual([true, true, true, true]);
  });

  test("of one line that is nothing but mistakes stays as it is", () => {
    const text = `role  a\n${"x ".repeat(190_000)}\n`;
    expect(format(text)).toBe(text.replace("  ", " "));
  });

  test("may be anything", () => {
    expect(formatPolicyFile(undefined as never)).toMatchObject({ text: "" });
    expect(formatPolicyFile({ name: "a.authz", text: 7 as never }).diagnostics).toHaveLength(1);
  });

  test("nested up to the limit, and long, takes time in proportion", () => {
    const nested = `allow a to b\n  when ${"(".repeat(64)}x${")".repeat(64)}\n`;
    expectForm(nested, nested);
    const chain = Array.from({ length: 20_000 }, (_, index) => `x.a${index}`);
    expect(format(`allow a to b when ${chain.join(" or ")}`)).toBe(`allow a to b\n  when ${chain.join("\n    or ")}\n`);
  });
});

describe("what has a syntax error stays byte for byte", () => {
  test.each([
    ["a rule", "allow   ,  to read"],
    ["a resource with a broken member", "resource   Doc {\n action   read // c\n\n\n\n  allow  to\n}"],
    ["text that is no token", "# a   comment\n;"],
    ["an open block", "resource Doc {\n   action  read"],
    ["an open brace that is missing", "resource Doc\n   action  read\n   allow a  to read\n}"],
  ])("%s", (_what, broken) => {
    const { text, diagnostics } = formatPolicyFile({
      name: "a.authz",
      text: `role   before\n\n\n${broken}\n\n\nrole   after`,
    });
    expect(text).toBe(`role before\n\n${broken}\n\nrole after\n`);
    expect(diagnostics).not.toEqual([]);
    expect(format(text)).toBe(text);
  });

  test("and so does what stands on its lines", () => {
    const text = "role   a role b   allow\nrole   c\n";
    expect(format(text)).toBe("role   a role b   allow\nrole c\n");
  });

  test("and what is indented below it, which may be a part of it", () => {
    const text = "resource Doc {{\n   role   a\nrole   b\n";
    expect(format(text)).toContain("   role   a\n");
  });
});
