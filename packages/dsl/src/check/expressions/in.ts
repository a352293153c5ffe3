import { neverIn } from "../../diagnostics/types/never-in.ts";
import { peopleInDerivation } from "../../diagnostics/types/people-in-derivation.ts";
import type { ExpressionNode } from "../../syntax/tree.ts";
import { placeOf, type Vocabulary } from "../vocabulary.ts";
import { ancestorsOf, groupsAround, isGroup, isPerson } from "./containment.ts";
import type { ExpressionContext } from "./paths.ts";
import { describeType, differences, isText, type StaticType } from "./static-type.ts";
import { reportValue } from "./values.ts";

type CompareNode = Extract<ExpressionNode, { readonly kind: "compare" }>;

/** `sum in sum`; true when the left can be in the right. */
export function checkIn(node: CompareNode, left: StaticType, right: StaticType, context: ExpressionContext): boolean {
  const { check, environment } = context;
  if (environment.derivation && isAboutPeople(left, right, check.vocabulary)) {
    check.collector.report(peopleInDerivation, placeOf(check, node), { right: describeType(right) });
    return false;
  }
  const values = right.kind === "set" && right.of !== undefined ? differences(left, right.of) : [];
  const unlisted = values.filter((difference) => difference.kind === "value");
  for (const difference of unlisted) reportValue(difference, check);
  if (unlisted.length > 0) return false;
  if (canBeIn(left, right, check.vocabulary)) return true;
  const parameters = { left: describeType(left), right: describeType(right), hint: hintFor(left, right) };
  check.collector.report(neverIn, placeOf(check, node), parameters);
  return false;
}

/** Groups are looked through: somebody in a group, or in a set of people. */
function isAboutPeople(left: StaticType, right: StaticType, vocabulary: Vocabulary): boolean {
  if (left.kind !== "entity" || !left.types.some((type) => isPerson(type, vocabulary))) return false;
  return right.kind === "set" || (right.kind === "entity" && right.types.some((type) => isGroup(type, vocabulary)));
}

function canBeIn(left: StaticType, right: StaticType, vocabulary: Vocabulary): boolean {
  if (right.kind === "set") return right.of === undefined || canBeElement(left, right.of, vocabulary);
  if (left.kind === "ip") return right.kind === "ip";
  if (left.kind !== "entity" || right.kind !== "entity") return false;
  return left.types.some((type) => {
    const [groups, ancestors] = [groupsAround(type, vocabulary), ancestorsOf(type, vocabulary)];
    return right.types.some((other) => other === type || groups.has(other) || ancestors.has(other));
  });
}

function canBeElement(left: StaticType, element: StaticType, vocabulary: Vocabulary): boolean {
  if (differences(left, element).length === 0) return true;
  if (left.kind !== "entity" || element.kind !== "entity") return false;
  return left.types.some((type) => {
    const groups = groupsAround(type, vocabulary);
    return element.types.some((other) => groups.has(other));
  });
}

function hintFor(left: StaticType, right: StaticType): string | undefined {
  if (left.kind === "set") return "ask with `contains` or `contains any`";
  if (isText(left) && isText(right))
    return 'search a text with `like "*…*"`, compare it with `==`, or list texts in `[…]`';
  if (right.kind === "entity" && left.kind === "entity")
    return "compare with `==`, or name something that can contain it";
  return undefined;
}
