import { describe, expect, test } from "@jest/globals";
import { invoiceDeclarations } from "../testing/declarations.ts";
import { checkGuardText, type Surroundings } from "../testing/guards.ts";

const onInvoice: Surroundings = { resources: ["Invoice"], subjects: ["User"] };

function findings(guards: string, surroundings: Surroundings = onInvoice): readonly string[] {
  return checkGuardText(invoiceDeclarations, guards, surroundings).findings;
}

describe("conditions that are right", () => {
  test.each([
    "when resource.amount == 40 and resource.amount != -1.5",
    "when resource.amount < resource.other or not (resource.amount >= 3)",
    'when resource.status == "draft" or "sent" == resource.status',
    'when resource.status in ["draft", "sent"]',
    "when resource.status == resource.status and resource.region == resource.parent.region",
    "when subject.department == resource.status",
    'when subject.department < "m"',
    "when subject == resource.owner and resource.owner == subject",
    'when resource.owner == User "bo" and resource.owner.id == "bo"',
    "when resource.payer == subject and resource.payer in [subject]",
    "when resource.locked and true and resource.locked == false",
    "when (resource.amount == 1) == resource.locked",
    "when now < resource.due + 30d and now - resource.due < 8h and resource.grace - 5m > 1h",
    'when now >= time "2026-01-01T00:00:00Z" - 1d',
    "when resource.amount + 1 - resource.other < 10",
    'when "a" in resource.tags and resource.tags contains "b"',
    'when resource.tags contains all ["a", "b"] or resource.tags contains any subject.tags',
    "when resource.tags contains all [] or resource.tags == [] or [] == []",
    'when resource.modes contains "fast" and resource.modes == ["slow"] and "slow" in resource.modes',
    "when resource.tags == subject.tags",
    'when subject in resource.team and subject in resource.reviewers and resource.owner in Team "a"',
    'when subject in User "bo"',
    'when resource in Account "acme" and resource in resource.related and resource.parent in Account "acme"',
    'when resource in Invoice "7"',
    'when Team "a" in Team "b" and resource.reviewers contains Team "a"',
    'when resource.address in ip "10.0.0.0/8" and resource.address in [ip "10.0.0.0/8", ip "::1"]',
    "when resource.address in resource.networks and resource.networks contains resource.address",
    'when resource.address == ip "10.0.0.1"',
    'when subject.department like "a*" and resource.status like "d*" and subject.id like "x"',
    "when subject is manager_role and subject is editor of resource and subject is owner of resource",
    "when resource.owner is admin of resource.parent and subject is reviewers of resource",
    'when action.name == "read" or action.name in ["read", "update"]',
    'when action has fields and action.fields contains "amount"',
    "when action has soft and action.soft",
    'when context.risk < 3 and context has ip and context.ip in ip "10.0.0.0/8"',
    'when token has scope and token.scope contains "a" and token has act and token.act has sub and token.act.sub == "x"',
    "when token has auth_time and now - token.auth_time < 15m and token has tenant and token.tenant == subject.department",
    'when resource.parent.owner == subject and resource.reviewers.id == "x" and resource.related.amount > 3',
    "when resource.parent.open and resource.parent.parent.owner == subject",
    "when resource has parent and subject has id and resource has amount",
    "when subject.level > 0 and subject has level",
    "when [[1], []] == [[2]] and [1, 2] contains 1",
    "when [resource.parent.open == true] contains true",
  ])("%s", (guards) => {
    expect(findings(guards)).toEqual([]);
  });
});

describe("conditions that are wrong", () => {
  test.each<[string, ...string[]]>([
    ["when resource.amount", "types/not-a-condition: resource.amount"],
    ["when resource.locked and subject", "types/not-a-condition: subject"],
    ["when not resource.tags", "types/not-a-condition: resource.tags"],
    ['when "x" or 1', 'types/not-a-condition: "x"', "types/not-a-condition: 1"],
    ['when resource.amount == "40"', 'types/different-types: resource.amount == "40"'],
    ["when resource.locked != 1", "types/different-types: resource.locked != 1"],
    ['when resource.owner == "bo"', 'types/different-types: resource.owner == "bo"'],
    ["when resource.owner == resource.team", "types/different-types: resource.owner == resource.team"],
    ['when subject == Service "x"', 'types/different-types: subject == Service "x"'],
    ["when resource.reviewers == subject", "types/different-types: resource.reviewers == subject"],
    ["when resource.tags == [1]", "types/different-types: resource.tags == [1]"],
    ["when resource.status == resource.region", "types/different-types: resource.status == resource.region"],
    ['when resource.due == "2026-01-01"', 'types/different-types: resource.due == "2026-01-01"'],
    ['when resource.status == "drafts"', 'types/unknown-value: "drafts" → "draft"'],
    ['when "nothing alike" != resource.status', 'types/unknown-value: "nothing alike"'],
    [
      'when resource.status in ["draft", "snt", "piad"]',
      'types/unknown-value: "snt" → "sent"',
      'types/unknown-value: "piad" → "paid"',
    ],
    ['when resource.modes contains any ["fats"]', 'types/unknown-value: "fats" → "fast"'],
    ['when "fats" in resource.modes', 'types/unknown-value: "fats" → "fast"'],
    ['when action.name == "raed"', 'types/unknown-value: "raed" → "read"'],
    ["when amount < 3", "types/unknown-root: amount → resource.amount"],
    ["when clearance < 3", "types/unknown-root: clearance → subject.clearance"],
    ["when parent.open", "types/unknown-root: parent → resource.parent"],
    ["when resorce.locked", "types/unknown-root: resorce → resource"],
    ["when resource.status == draft", "types/unknown-root: draft"],
    ["when resource.amuont < 3", "types/unknown-attribute: amuont → amount"],
    ["when resource.parent.amount < 3", "types/unknown-attribute: amount"],
    ["when resource.editor == subject", "types/unknown-attribute: editor"],
    ["when subject.parent == subject", "types/unknown-attribute: parent"],
    ["when resource has amuont", "types/unknown-attribute: amuont → amount"],
    ['when token.tennant == "x"', "types/unknown-attribute: tennant → tenant"],
    ['when action.nam == "read"', "types/unknown-attribute: nam → name"],
    ["when resource.amount.x == 1", "types/no-attributes: resource.amount.x"],
    ["when now.hour < 8", "types/no-attributes: now.hour"],
    ["when now has hour", "types/no-attributes: now has hour"],
    ['when action == "read"', "types/incomplete-path: action"],
    ["when context", "types/incomplete-path: context"],
    ["when token == token", "types/incomplete-path: token", "types/incomplete-path: token"],
    ["when resource.due < 30d", "types/no-order: resource.due < 30d"],
    ['when resource.status < "paid"', 'types/no-order: resource.status < "paid"'],
    ["when resource.locked < true", "types/no-order: resource.locked < true"],
    ["when subject >= resource.owner", "types/no-order: subject >= resource.owner"],
    ["when resource.due + 30 < now", "types/no-arithmetic: resource.due + 30"],
    ['when subject.department + "x" == "y"', 'types/no-arithmetic: subject.department + "x"'],
    ["when now + now < now", "types/no-arithmetic: now + now"],
    ["when 1h + now < now", "types/no-arithmetic: 1h + now"],
    ["when subject in resource.owner.id", "types/never-in: subject in resource.owner.id"],
    ['when subject in Account "acme"', 'types/never-in: subject in Account "acme"'],
    ['when subject in Club "a"', 'types/never-in: subject in Club "a"'],
    ['when resource in Team "a"', 'types/never-in: resource in Team "a"'],
    ['when resource in [Account "a"]', 'types/never-in: resource in [Account "a"]'],
    ["when resource.amount in resource.tags", "types/never-in: resource.amount in resource.tags"],
    ['when "a" in subject.department', 'types/never-in: "a" in subject.department'],
    ["when resource.tags in resource.tags", "types/never-in: resource.tags in resource.tags"],
    ['when subject.department contains "a"', "types/contains-needs-a-set: subject.department"],
    ['when resource.tags contains all "a"', 'types/contains-needs-a-set: "a"'],
    ["when resource.tags contains 1", "types/different-types: resource.tags contains 1"],
    ["when resource.tags contains any [1]", "types/different-types: resource.tags contains any [1]"],
    ['when resource.owner like "a*"', "types/like-needs-a-string: resource.owner"],
    ['when resource.amount in [1, "2"]', 'types/mixed-list: "2"'],
    ["when subject in [resource.owner, resource.parent.owner]", "types/many-in-list: resource.parent.owner"],
    ["when [resource.related.amount + 1] contains 2", "types/many-in-list: resource.related.amount + 1"],
    ["when [resource.parent] contains resource.parent", "types/many-in-list: resource.parent"],
    ["when subject.department is manager_role", "types/role-of-nobody: subject.department"],
    ["when resource.team is manager_role", "types/role-of-nobody: resource.team"],
    ["when subject is editor of resource.amount", "types/role-on-no-resource: resource.amount"],
    ["when subject is editor of resource.owner", "types/role-on-no-resource: resource.owner"],
    ["when subject is editors of resource", "types/unknown-role: editors → editor"],
    ["when subject is amount of resource", "types/unknown-role: amount"],
    ["when subject is editor", "types/unknown-role: editor"],
    ["when subject is manager_rol", "types/unknown-role: manager_rol → manager_role"],
    ["when subject is manager_role of resource", "types/unknown-role: manager_role"],
    ['when subject == Usr "bo"', "names/unknown-type: Usr → User"],
    ['when subject == manager_role "bo"', "names/wrong-kind: manager_role"],
  ])("%s", (guards, ...expected) => {
    expect(findings(guards)).toEqual(expected);
  });

  test("what is wrong is said once, and silences what follows from it", () => {
    expect(findings('when resource.amuont + 1 < "x" and not resource.statsu')).toEqual([
      "types/unknown-attribute: amuont → amount",
      "types/unknown-attribute: statsu → status",
    ]);
    expect(findings('when [resource.nothing_like_it, 3] contains "x"')).toEqual([
      "types/unknown-attribute: nothing_like_it",
    ]);
  });
});

describe("names are only names", () => {
  const hostile = `
subject User { constructor: string  \`__proto__\`?: number  \`a.b\`?: string  toString: boolean }
resource Page { hasOwnProperty: set of string  valueOf?: User  action then }
`;
  const onPage: Surroundings = { resources: ["Page"], subjects: ["User"] };
  test.each<[string, ...string[]]>([
    ['when subject.constructor == "x" and subject.toString'],
    ["when subject.__proto__ > 3", "types/missing-guard: subject.__proto__"],
    ["when subject has __proto__ and subject.__proto__ > 3"],
    ['when subject has `a.b` and subject.`a.b` == "x" and resource.hasOwnProperty contains "x"'],
    ['when resource has valueOf and resource.valueOf.constructor == "x"'],
    ["when subject.prototype", "types/unknown-attribute: prototype"],
    ["when resource.constructor == 1", "types/unknown-attribute: constructor"],
    ['when action.name == "then"'],
    ['when action.name == "constructor"', 'types/unknown-value: "constructor"'],
    ["when constructor == 1", "types/unknown-root: constructor → subject.constructor"],
    ["when __proto__ == 1", "types/unknown-root: __proto__ → subject.__proto__"],
    ["when hasOwnPropertie == 1", "types/unknown-root: hasOwnPropertie"],
    ['when subject == toString "x"', "names/unknown-type: toString"],
    ["when subject is constructor of resource", "types/unknown-role: constructor"],
  ])("%s", (guards, ...expected) => {
    expect(checkGuardText(hostile, guards, onPage).findings).toEqual(expected);
  });
});
