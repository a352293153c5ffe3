import { parseTime, type AssignmentData, type Json, type Origin, type Ref, type TestFacts } from "@authz/model";
import { invalidTime } from "../../diagnostics/tests/invalid-time.ts";
import { repeatedAttribute } from "../../diagnostics/tests/repeated-attribute.ts";
import { wildcardId } from "../../diagnostics/tests/wildcard-id.ts";
import { wrongContainer } from "../../diagnostics/tests/wrong-container.ts";
import type { Place } from "../../diagnostics/collector.ts";
import type { EntityNode, FactNode, StringNode } from "../../syntax/tree.ts";
import { knownType, type NeededType } from "../known-type.ts";
import { originOf } from "../origin.ts";
import { placeOf, type CheckContext, type TypeEntry } from "../vocabulary.ts";
import { checkHolder, checkRole } from "./holders.ts";
import { checkRecord } from "./values.ts";

type EntityFact = Extract<FactNode, { readonly kind: "entityFact" }>;
type RoleFact = Extract<FactNode, { readonly kind: "roleFact" }>;

/** Where a block, or all fixtures of a file together, already gave an attribute: of two values neither could win. */
export type Given = Map<string, Place>;

/** What statements about one entity add up to. */
interface Entity {
  readonly ref: Ref;
  readonly origin: Origin;
  readonly properties: Map<string, Json>;
  readonly parents: Map<string, Ref>;
  readonly groups: Map<string, Ref>;
}

/** `{ fact }` of one block, in the wire's spelling. */
export function checkFacts(nodes: readonly FactNode[], given: Given, context: CheckContext): TestFacts {
  const entities = new Map<string, Entity>();
  const assignments: TestFacts["assignments"][number][] = [];
  for (const node of nodes) {
    if (node.kind === "entityFact") addEntity(node, entities, given, context);
    else {
      const assignment = checkAssignment(node, context);
      if (assignment !== undefined) assignments.push({ ...assignment, origin: originOf(context, node) });
    }
  }
  return { entities: [...entities.values()].map(entityData), assignments };
}

function entityData({ ref, origin, properties, parents, groups }: Entity): TestFacts["entities"][number] {
  return {
    ...ref,
    ...(properties.size === 0 ? {} : { properties: Object.fromEntries(properties) }),
    ...(parents.size === 0 ? {} : { parent: [...parents.values()] }),
    ...(groups.size === 0 ? {} : { groups: [...groups.values()] }),
    origin,
  };
}

/** `entity [ "in" entity { "," entity } ] [ record ]` */
function addEntity(node: EntityFact, entities: Map<string, Entity>, given: Given, context: CheckContext): void {
  const entry = knownType(node.entity.type, "type", context);
  const ref = checkRef(node.entity, entry, context);
  const containers = node.in.map((container) => ({
    node: container,
    entry: knownType(container.type, "type", context),
  }));
  if (entry === undefined || ref === undefined) return;
  const key = JSON.stringify([ref.type, ref.id]);
  let entity = entities.get(key);
  if (entity === undefined) {
    const origin = originOf(context, node);
    entity = { ref, origin, properties: new Map(), parents: new Map(), groups: new Map() };
    entities.set(key, entity);
  }
  for (const container of containers) {
    if (container.entry !== undefined) addContainer(container.node, container.entry, entry, entity, context);
  }
  addProperties(node, entry, entity, key, given, context);
}

/** By their types: groups that may contain the entity, and parents. */
function addContainer(
  node: EntityNode,
  container: TypeEntry,
  { type, parentsUnresolved }: TypeEntry,
  entity: Entity,
  context: CheckContext,
): void {
  const ref = checkRef(node, container, context);
  if (ref === undefined) return;
  const key = JSON.stringify([ref.type, ref.id]);
  const isGroup = container.type.members?.includes(type.name) === true;
  const isParent = type.resource?.parents.includes(container.type.name) === true;
  if (isGroup) entity.groups.set(key, ref);
  if (isParent) entity.parents.set(key, ref);
  if (isGroup || isParent || parentsUnresolved) return;
  const groups = [...context.vocabulary.types.values()].filter((one) => one.type.members?.includes(type.name) === true);
  const allowed = new Set([...groups.map((group) => group.type.name), ...(type.resource?.parents ?? [])]);
  const parameters = { type: type.name, container: container.type.name, allowed: [...allowed] };
  context.collector.report(wrongContainer, placeOf(context, node), parameters);
}

function addProperties(
  { properties, entity: entityNode }: EntityFact,
  { type, attributes }: TypeEntry,
  entity: Entity,
  key: string,
  given: Given,
  context: CheckContext,
): void {
  if (properties === undefined) return;
  const home = { description: `\`${type.name}\``, attributes, hints: entityHints };
  for (const { name, attribute, value } of checkRecord(properties, home, context)) {
    const givenKey = JSON.stringify([key, attribute.wire]);
    const before = given.get(givenKey);
    if (before === undefined) {
      given.set(givenKey, placeOf(context, name));
      entity.properties.set(attribute.wire, value);
      continue;
    }
    const related = [{ place: before, message: "first given here" }];
    const parameters = { name: name.text, entity: `\`${type.name} ${JSON.stringify(entityNode.id.value)}\`` };
    context.collector.report(repeatedAttribute, placeOf(context, name), parameters, { related });
  }
}

const entityHints: ReadonlyMap<string, string> = new Map([
  ["parent", 'write it before the braces: `in Type "…"`'],
  ["groups", 'write them before the braces: `in Type "…"`'],
  ["roles", 'a role is a statement of its own: `User "…" is manager`'],
]);

/** The entity as facts write it; the id `*` belongs to no entity. */
function checkRef(node: EntityNode, entry: TypeEntry | undefined, context: CheckContext): Ref | undefined {
  if (entry === undefined) return undefined;
  if (node.id.value !== "*") return { type: entry.type.wire, id: node.id.value };
  context.collector.report(wildcardId, placeOf(context, node), { type: entry.type.name });
  return undefined;
}

/** The same, of an entity that must be of some kind. */
function refOf(
  node: EntityNode,
  needed: NeededType,
  context: CheckContext,
): { readonly entry: TypeEntry; readonly ref: Ref } | undefined {
  const entry = knownType(node.type, needed, context);
  const ref = checkRef(node, entry, context);
  return entry === undefined || ref === undefined ? undefined : { entry, ref };
}

/** `holders "is" Name [ "of" entity ] [ "from" STRING ] [ "until" STRING ]` */
function checkAssignment(node: RoleFact, context: CheckContext): AssignmentData | undefined {
  const of = node.of === undefined ? undefined : refOf(node.of, "resource", context);
  const role = node.of !== undefined && of === undefined ? undefined : checkRole(node.role, of?.entry, context);
  const subject = checkHolder(node.holder, role, refOf, context);
  const [from, until] = [node.from, node.until].map((time) => time === undefined || checkTime(time, context));
  if (role === undefined || subject === undefined || from !== true || until !== true) return undefined;
  return {
    subject,
    role: role.wire,
    ...(of === undefined ? {} : { resource: of.ref }),
    ...(node.from === undefined ? {} : { notBefore: node.from.value }),
    ...(node.until === undefined ? {} : { notAfter: node.until.value }),
  };
}

/** Is it an RFC 3339 time? Reported when not. */
export function checkTime(node: StringNode, context: CheckContext): boolean {
  if (parseTime(node.value) !== undefined) return true;
  context.collector.report(invalidTime, placeOf(context, node), { text: node.value });
  return false;
}
