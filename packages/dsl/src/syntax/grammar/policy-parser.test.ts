import { describe, expect, test } from "@jest/globals";
import { PolicyParser } from "./policy-parser.ts";
import { outlines } from "../testing/parse.ts";

/** What stands between two marks of an outline. */
function inside(outline: string | undefined, before: string, after: string): string {
  return outline?.slice(outline.indexOf(before) + before.length, -after.length) ?? "";
}

test("chevrotain finds nothing wrong with the grammar", () => {
  expect(() => new PolicyParser(true)).not.toThrow();
});

describe("declarations", () => {
  test.each<readonly [string, string]>([
    [`subject User`, `(subject name=User)`],
    [
      `subject User as "identity" { department: string, clearance?: number
 sensitive ssn: string as "x" = "none" }`,
      `(subject name=User as="identity" attributes=[(attribute name=department type=(scalarType name="string")) (attribute name=clearance optional type=(scalarType name="number")) (attribute name=ssn sensitive type=(scalarType name="string") as="x" default="none")])`,
    ],
    [
      `group Team as "team" of User, Team { size: number }`,
      `(group name=Team as="team" of=[User Team] attributes=[(attribute name=size type=(scalarType name="number"))])`,
    ],
    [
      `subject A { a: "x" | "y" b: User | Team c: set of User | Team d: set of set of time e: { f: duration } g: boolean = true h: number = -1.5 i: duration = 15m j: time = time "2026-01-31T00:00:00Z" k: ip = ip "10.0.0.0/8" }`,
      `(subject name=A attributes=[(attribute name=a type=(enumType values=["x" "y"])) (attribute name=b type=(entityType names=[User Team])) (attribute name=c type=(setType of=(entityType names=[User Team]))) (attribute name=d type=(setType of=(setType of=(scalarType name="time")))) (attribute name=e type=(recordType attributes=[(attribute name=f type=(scalarType name="duration"))])) (attribute name=g type=(scalarType name="boolean") default=true) (attribute name=h type=(scalarType name="number") default=-1.5) (attribute name=i type=(scalarType name="duration") default=15m) (attribute name=j type=(scalarType name="time") default=(time text="2026-01-31T00:00:00Z")) (attribute name=k type=(scalarType name="ip") default=(ip text="10.0.0.0/8"))])`,
    ],
    [
      `role a as "A", b includes c, d for User, all Team, Org.member if e or (f and g) but not h when resource.x unless resource.y`,
      `(role names=[(name=a as="A") (name=b)] includes=[c d] holders=[(holder type=User) (all type=Team) (holder type=Org role=member)] derived=(people=(butNot people=(or items=[e (and items=[f g])]) except=h) guards=[(guard mode="when" condition=resource.x) (guard mode="unless" condition=resource.y)]))`,
    ],
    [
      `resource Invoice as "invoice" in Account, Folder { amount: number, role r
 action read as "can_read", update { fields?: set of string }
 allow r to read
 small: deny anyone to * when resource.amount > 1 because "no"
 require mfa to read }`,
      `(resource name=Invoice as="invoice" parents=[Account Folder] members=[(attribute name=amount type=(scalarType name="number")) (role names=[(name=r)]) (actions actions=[(action name=read as="can_read") (action name=update attributes=[(attribute name=fields optional type=(setType of=(scalarType name="string")))])]) (rule effect="allow" who=r actions=(names names=[read])) (rule label=small effect="deny" who=(anyone) actions=(all) guards=[(guard mode="when" condition=(compare operator=">" left=resource.amount right=1))] because="no") (require needs=[(assuranceNeed name=mfa)] actions=(names names=[read]))])`,
    ],
    [`resource X`, `(resource name=X)`],
    [
      `allow a, b or c and d but not e, f to read, send on Invoice, Album "x" when resource.a unless resource.b because "why"`,
      `(rule effect="allow" who=(butNot people=(or items=[a (or items=[b (and items=[c d])])]) except=(or items=[e f])) actions=(names names=[read send]) targets=(targets targets=[(target type=Invoice) (target type=Album id="x")]) guards=[(guard mode="when" condition=resource.a) (guard mode="unless" condition=resource.b)] because="why")`,
    ],
    [`deny anyone to * on *`, `(rule effect="deny" who=(anyone) actions=(all) targets=(all))`],
    [
      `small: allow User to pay on Invoice`,
      `(rule label=small effect="allow" who=User actions=(names names=[pay]) targets=(targets targets=[(target type=Invoice)]))`,
    ],
    [
      `allow (a or b) and parent.admin to x on Y`,
      `(rule effect="allow" who=(and items=[(or items=[a b]) parent.admin]) actions=(names names=[x]) targets=(targets targets=[(target type=Y)]))`,
    ],
    [
      `require mfa, scope "admin:billing" to delete on Invoice when resource.x because "y"`,
      `(require needs=[(assuranceNeed name=mfa) (scopeNeed scope="admin:billing")] actions=(names names=[delete]) targets=(targets targets=[(target type=Invoice)]) guards=[(guard mode="when" condition=resource.x)] because="y")`,
    ],
    [
      `pay: require scope to x on Y`,
      `(require label=pay needs=[(assuranceNeed name=scope)] actions=(names names=[x]) targets=(targets targets=[(target type=Y)]))`,
    ],
    [
      `never auditor to delete on Invoice unless subject is admin of resource.parent`,
      `(claim mode="never" who=auditor actions=(names names=[delete]) targets=(targets targets=[(target type=Invoice)]) guards=[(guard mode="unless" condition=(is path=subject role=admin of=resource.parent))])`,
    ],
    [
      `safe: always admin to read on *`,
      `(claim label=safe mode="always" who=admin actions=(names names=[read]) targets=(all))`,
    ],
    [
      `scope "a" includes "b", "c" covers update, send on Invoice and * on Account "x", B and read on *`,
      `(scope name="a" includes=["b" "c"] covers=[(grant actions=(names names=[update send]) targets=(targets targets=[(target type=Invoice)])) (grant actions=(all) targets=(targets targets=[(target type=Account id="x") (target type=B)])) (grant actions=(names names=[read]) targets=(all))])`,
    ],
    [
      `scope none covers read on Album`,
      `(scope covers=[(grant actions=(names names=[read]) targets=(targets targets=[(target type=Album)]))])`,
    ],
    [
      `endpoint "GET /a/{b}" is read on Invoice "{b}"`,
      `(endpoint route="GET /a/{b}" target=(question action=read type=Invoice id="{b}"))`,
    ],
    [`endpoint "GET /h" is public`, `(endpoint route="GET /h" target=(public))`],
    [
      `endpoint "GET /p" is public on Page "p"`,
      `(endpoint route="GET /p" target=(question action=public type=Page id="p"))`,
    ],
    [
      `exclusive Invoice.preparer, Invoice.approver, c at most 2`,
      `(exclusive roles=[Invoice.preparer Invoice.approver c] atMost=2)`,
    ],
    [`exclusive active a, b`, `(exclusive active roles=[a b])`],
    [
      `assurance mfa { amr "mfa", "hwk"  acr "phr" within 15m }`,
      `(assurance name=mfa clauses=[(amr values=["mfa" "hwk"]) (acr values=["phr"]) (within duration=15m)])`,
    ],
  ])("%s", (text, expected) => {
    expect(outlines(text)).toEqual([expected]);
  });
});

describe("expressions", () => {
  test.each<readonly [string, string]>([
    [`a == 1`, `(compare operator="==" left=a right=1)`],
    [`a or b and not c`, `(or items=[a (and items=[b (not operand=c)])])`],
    [`not not a`, `(not operand=(not operand=a))`],
    [`a.b has c`, `(has path=a.b name=c)`],
    [`subject is admin`, `(is path=subject role=admin)`],
    [`subject is admin of resource.parent`, `(is path=subject role=admin of=resource.parent)`],
    [`resource.x like "*a"`, `(like value=resource.x pattern="*a")`],
    [`a in [1, "x", true]`, `(compare operator="in" left=a right=(list items=[1 "x" true]))`],
    [`a contains all b`, `(compare operator="containsAll" left=a right=b)`],
    [`a contains any [User "x"]`, `(compare operator="containsAny" left=a right=(list items=[User:"x"]))`],
    [`a contains b`, `(compare operator="contains" left=a right=b)`],
    [
      `a + 1 - 2d < now`,
      `(compare operator="<" left=(sum first=a rest=[(operator="+" operand=1) (operator="-" operand=2d)]) right=now)`,
    ],
    [`(a or b) and c`, `(and items=[(or items=[a b]) c])`],
    [`a == User "ana"`, `(compare operator="==" left=a right=User:"ana")`],
    [`a < -1`, `(compare operator="<" left=a right=-1)`],
    [`[] == []`, `(compare operator="==" left=(list) right=(list))`],
    [`a != time "2026-01-31T00:00:00Z"`, `(compare operator="!=" left=a right=(time text="2026-01-31T00:00:00Z"))`],
    [`a >= ip "::1"`, `(compare operator=">=" left=a right=(ip text="::1"))`],
    [`a <= b`, `(compare operator="<=" left=a right=b)`],
    [`a > 1e3`, `(compare operator=">" left=a right=1000)`],
  ])("%s", (text, expected) => {
    const [rule] = outlines(`allow a to b on C when ${text}`);
    expect(inside(rule, "condition=", ")])")).toBe(expected);
  });
});

describe("people", () => {
  test.each<readonly [string, string]>([
    [`anyone`, `(anyone)`],
    [`a`, `a`],
    [`parent.admin`, `parent.admin`],
    [`folder.parent.viewer`, `folder.parent.viewer`],
    [`a or b and c`, `(or items=[a (and items=[b c])])`],
    [`(a or b) and c`, `(and items=[(or items=[a b]) c])`],
    [`a and b or c`, `(or items=[(and items=[a b]) c])`],
    [`a, b but not c, d`, `(butNot people=(or items=[a b]) except=(or items=[c d]))`],
    [`a but not (b but not c)`, `(butNot people=a except=(butNot people=b except=c))`],
    [`anyone but not a or b`, `(butNot people=(anyone) except=(or items=[a b]))`],
  ])("%s", (text, expected) => {
    const [rule] = outlines(`allow ${text} to x on Y`);
    expect(inside(rule, "who=", " actions=(names names=[x]) targets=(targets targets=[(target type=Y)]))")).toBe(
      expected,
    );
  });
});

describe("statements of tests", () => {
  test.each<readonly [string, string]>([
    [
      `Account "a" { region: "eu", n: [1, User "x", []], r: { s: true } }`,
      `(entityFact entity=Account:"a" properties=(record entries=[(name=region value="eu") (name=n value=(values items=[1 User:"x" (values)])) (name=r value=(record entries=[(name=s value=true)]))]))`,
    ],
    [
      `Invoice "i" in Account "a", Account "b" { x: 1 }`,
      `(entityFact in=[Account:"a" Account:"b"] entity=Invoice:"i" properties=(record entries=[(name=x value=1)]))`,
    ],
    [`User "ana" in Team "eu"`, `(entityFact in=[Team:"eu"] entity=User:"ana")`],
    [`User "a" is admin`, `(roleFact holder=User:"a" role=admin)`],
    [
      `Team "eu" is editor of Invoice "i1" from "2026-01-01T00:00:00Z" until "2027-01-01T00:00:00Z"`,
      `(roleFact holder=Team:"eu" role=editor of=Invoice:"i1" from="2026-01-01T00:00:00Z" until="2027-01-01T00:00:00Z")`,
    ],
    [`all User is viewer of Invoice "i"`, `(roleFact holder=(all type=User) role=viewer of=Invoice:"i")`],
    [
      `member of Org "o" is viewer of Invoice "i"`,
      `(roleFact holder=(roleOf role=member of=Org:"o") role=viewer of=Invoice:"i")`,
    ],
    [
      `User "a" can read, update { soft: true } Invoice "i"`,
      `(expectation subject=User:"a" can question=(asked actions=[(askedAction name=read) (askedAction name=update properties=(record entries=[(name=soft value=true)]))] entity=Invoice:"i"))`,
    ],
    [
      `anonymous cannot read Invoice "i" because no_grant`,
      `(expectation subject=(anonymous) question=(asked actions=[(askedAction name=read)] entity=Invoice:"i") because=no_grant)`,
    ],
    [
      `User "a" with scope "x", "y" with token { amr: ["mfa"] } with context { ip: ip "::1" } with roles [a, b] with active [c] at "2026-01-01T00:00:00Z" can "GET /x"`,
      `(expectation subject=User:"a" with=[(withScope scopes=["x" "y"]) (withToken record=(record entries=[(name=amr value=(values items=["mfa"]))])) (withContext record=(record entries=[(name=ip value=(ip text="::1"))])) (withRoles names=[a b]) (withActive names=[c]) (at time="2026-01-01T00:00:00Z")] can question=(request request="GET /x"))`,
    ],
  ])("%s", (text, expected) => {
    const [block] = outlines(`test "t" { ${text} }`);
    expect(inside(block, "statements=[", "])")).toBe(expected);
  });
});
