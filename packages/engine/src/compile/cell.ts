import type { Assurance, Attribute } from "@authz/model";
import type { Node } from "../facts/nodes.ts";
import type { FactsTable } from "../facts/table.ts";
import { code, literal, type Code } from "./code.ts";
import type { FitsContext, Frame, Owner } from "./frame.ts";
import type { Numbering } from "./generate.ts";
import type { Memberships } from "./membership.ts";
import { absent, operandOf, type Operand } from "./operands.ts";
import { createPlan, type Plan, type Root, type Survey } from "./plan.ts";
import type { ScopeClaims } from "./scope-claims.ts";
import type { Bits } from "./primitives.ts";
import * as primitives from "./primitives.ts";
import { literalValue } from "../values/value.ts";

/** What generated code works with at run time. */
export interface Surroundings extends ScopeClaims {
  readonly table: FactsTable;
  readonly memberships: Memberships;
  readonly numberOfRole: Numbering;
  /** The application-wide roles that give membership to whoever asserts them. */
  readonly roleBits: (plan: Plan) => Bits;
  /** Undefined: contexts are the interpreter's matter. */
  readonly fitsContext: FitsContext | undefined;
  /** The time of the request, in milliseconds. */
  readonly now: () => number;
  /** Begins a decision at the time that the request gives; false: the clock fails. */
  readonly startAt: (given: number | undefined) => boolean;
  readonly isAssured: (
    assurance: Assurance,
    acr: string | undefined,
    amr: readonly string[] | undefined,
    at: number | undefined,
  ) => boolean;
  /** Stands for entities of the type that facts do not know. */
  readonly unheardOf: (type: string) => Node;
  /** The next free slot for plans that are seen from resources of the type; empty: of no resource. */
  readonly nextPlan: (type: string) => number;
}

/** The code of one action while it is written. */
export interface Cell {
  readonly frame: Frame;
  readonly surroundings: Surroundings;
  readonly action: string;
  readonly actionValues: ReadonlyMap<string, Code>;
  readonly actionAttributes: readonly Attribute[];
  /** What is worked out before the conditions, in this order. */
  readonly prepared: Code[];
  /** Names of what has been prepared. */
  readonly known: Map<string, Code>;
  /** How much more may be written: what grows beyond is the interpreter's. */
  budget: number;
}

/** Something that is worked out when it is first needed; never missing. */
export function lazily({ frame, prepared, known }: Cell, key: string, make: () => Code): Code {
  const before = known.get(key);
  if (before !== undefined) return before;
  const name = frame.local();
  const value = code`(${name} ??= ${make()})`;
  prepared.push(code`let ${name};\n`);
  known.set(key, value);
  return value;
}

/** Prepares something once and returns its name. */
export function prepare({ frame, prepared, known }: Cell, key: string, make: () => Code): Code {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = make();
  const name = frame.local();
  prepared.push(code`const ${name} = ${value};\n`);
  known.set(key, name);
  return name;
}

export function nodesOf({ frame, surroundings }: Cell, type: string): Code {
  return frame.constants.add(surroundings.table.nodes(type));
}

/** The subject's node; what stands for all unheard-of ones when facts do not know it. */
export function subjectNode(cell: Cell): Code {
  const { subject, subjectId } = cell.frame;
  return subject === undefined ? absent : nodeOf(cell, "subject", subject.type.name, subjectId);
}

/** The resource's node, likewise. */
export function resourceNode(cell: Cell): Code {
  const { resource, resourceId } = cell.frame;
  return nodeOf(cell, "resource", resource.type.name, resourceId);
}

function nodeOf(cell: Cell, owner: "subject" | "resource", type: string, id: Code): Code {
  const other = cell.frame.constants.add(cell.surroundings.unheardOf(type));
  return lazily(cell, `node\u0000${owner}`, () => code`${nodesOf(cell, type)}.get(${id}) ?? ${other}`);
}

/** An attribute: what the request says of it, else what is stored, else its default. */
export function attributeOf(cell: Cell, owner: Owner, name: string): Operand | undefined {
  const { frame } = cell;
  if (owner === "subject" && frame.subject === undefined) return { kind: "missing" };
  const declared = declaredIn(cell, owner, name);
  if (declared === undefined) return { kind: "missing" };
  const given = owner === "action" ? cell.actionValues.get(name) : frame.given[owner].get(name);
  if (given === undefined) return undefined;
  const { default: standIn } = declared;
  const value = prepare(cell, `${owner}\u0000${name}`, () => {
    const found = storedIn(cell, owner, declared, given);
    return standIn === undefined ? found : code`(${found}) ?? ${plainLiteral(cell, standIn)}`;
  });
  return operandOf(declared, value, standIn !== undefined);
}

function declaredIn({ frame, actionAttributes }: Cell, owner: Owner, name: string): Attribute | undefined {
  const { policy } = frame.schema;
  switch (owner) {
    case "subject":
      return frame.subject?.attributes.get(name);
    case "resource":
      return frame.resource.attributes.get(name);
    case "action":
      return actionAttributes.find((attribute) => attribute.name === name);
    case "context":
      return policy.context.find((attribute) => attribute.name === name);
    case "token":
      return policy.token.find((attribute) => attribute.name === name);
  }
}

function storedIn(cell: Cell, owner: Owner, { name, type }: Attribute, given: Code): Code {
  if (owner !== "subject" && owner !== "resource") return given;
  const read = cell.frame.constants.add(type.kind === "entity" ? primitives.storedId : primitives.stored);
  const node = owner === "subject" ? subjectNode(cell) : resourceNode(cell);
  return code`${given} !== undefined ? ${given} : ${read}(${node}, ${literal(name)})`;
}

/** A constant in the plain form. */
export function plainLiteral({ frame }: Pick<Cell, "frame">, value: Parameters<typeof literalValue>[0]): Code {
  const plain = literalValue(value);
  if (typeof plain === "string") return literal(plain);
  if (typeof plain === "boolean") return plain ? code`true` : code`false`;
  if (typeof plain === "number") return code`${plain}`;
  if (plain.kind === "time") return code`${plain.at}`;
  return plain.kind === "duration" ? code`${plain.length}` : frame.constants.add(plain);
}

export function planOf(cell: Cell, roots: readonly Root[], found: Survey): Plan {
  const { frame, surroundings } = cell;
  const seen = roots.some(({ kind }) => kind === "member" || kind === "assigned");
  const index = surroundings.nextPlan(seen ? frame.resource.type.name : "");
  return createPlan(roots, found, { schema: frame.schema, anonymous: frame.subject === undefined }, index);
}
