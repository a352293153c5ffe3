import type { Attribute } from "@authz/model";
import { createNode, type Node } from "../facts/nodes.ts";
import type { Request } from "../request/read-request.ts";
import type { Each } from "../search/each.ts";
import type { Schema } from "../schema/schema.ts";
import { plainLiteral, type Surroundings } from "./cell.ts";
import { code, createConstants, literal, printCode, type Code } from "./code.ts";
import { createColumns, readerOf } from "./columns.ts";
import { writeAction, writeConditions, writePlan } from "./decision-code.ts";
import { handBack, readRequest, type Frame } from "./frame.ts";
import type { Generator } from "./generate.ts";
import type { Notes } from "./membership.ts";

/** Reads the request once and returns what decides for each resource. */
type Ask = (
  subject: unknown,
  action: unknown,
  resource: unknown,
  context: unknown,
  now: number,
) => readonly [decide: Answer<boolean | undefined>, mayApply: Answer<boolean>] | undefined;

type Answer<T> = (id: string, node: Node, rank: number) => T;

/** A function longer than that is not made faster by the machine any more. */
const longest = 60_000;
const interpret: Ask = () => undefined;

/**
 * Decides one question of many resources, of which the request says nothing but their type.
 * The request is one that `readRequest` has made of plain data: it holds no getters and no proxies.
 */
export function createEach(schema: Schema, surroundings: Surroundings, generator: Generator, notes: Notes) {
  const asks = new Map<string, Ask>();
  const columnOf = createColumns(surroundings.table);

  function askFor({ subject, action, resource }: Request): Ask {
    const entry = schema.typesByWire.get(resource.type);
    const asker = schema.typesByWire.get(subject.type);
    const declared = entry?.actionsByWire.get(action.name);
    if (entry === undefined || declared === undefined) return interpret;
    if (subject.type !== "anonymous" && asker?.type.subject !== true) return interpret;
    const key = JSON.stringify([subject.type, action.name, resource.type]);
    const known = asks.get(key);
    if (known !== undefined) return known;
    const constants = createConstants();
    const read = readRequest(constants, schema, entry, subject.type === "anonymous" ? undefined : asker);
    const body = read && writeBody(read, declared, surroundings, columnOf);
    const made =
      body === undefined || printCode(body).length > longest
        ? interpret
        : (generator.make(code`subject, action, resource, context, now`, body, constants) as Ask);
    asks.set(key, made);
    return made;
  }

  return (request: Request, now: number): Each | undefined => {
    const { resource } = request;
    const [subject, action, context] = [request.subject, request.action, request.context].map(asJson);
    const answers = askFor(request)(subject, action, { id: "", properties: undefined }, context, now);
    if (answers === undefined) return undefined;
    const [decide, mayApply] = answers;
    const stranger = createNode({ type: resource.type, id: "" });
    return {
      decide: (id, node = stranger, rank) => clearly(decide(id, node, rank)),
      mayApply: (id, node = stranger, rank) => clearly(mayApply(id, node, rank)) ?? true,
    };
  };

  function clearly(answer: boolean | undefined): boolean | undefined {
    if (!notes.unclear) return answer;
    // oxlint-disable-next-line no-param-reassign
    notes.unclear = false;
    return undefined;
  }
}

/** The same data as JSON makes it: what is read of requests has no prototype. */
function asJson(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(asJson);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asJson(item)]));
}

type Read = NonNullable<ReturnType<typeof readRequest>>;

function writeBody(
  { frame, statements }: Read,
  action: Parameters<typeof writeAction>[0],
  surroundings: Surroundings,
  columnOf: ReturnType<typeof createColumns>,
): Code | undefined {
  const columns: Code[] = [];
  const known = new Map([["node\u0000resource", code`node`]]);
  for (const attribute of frame.resource.type.attributes) {
    const column = frame.local();
    columns.push(code`let ${column};\n`);
    known.set(`resource\u0000${attribute.name}`, said(attribute, column, frame, columnOf));
  }
  const written = writeAction(action, frame, surroundings, known);
  if (written.kind === "interpreted") return undefined;
  const { resource, subject, resourceId, subjectId, time, constants } = frame;
  const decision =
    written.kind === "plan"
      ? writePlan(constants.add(written.plan), constants.add(written.plan.asserted), frame, surroundings)
      : written.code;
  const one =
    subject?.type.name === resource.type.name ? code`if (${subjectId} === ${resourceId}) ${handBack}\n` : code``;
  const conditions = writeConditions(action, frame, surroundings, known);
  const start = code`function (id, node, rank) {\n${resourceId} = id;\n`;
  return code`${statements}${time} = now;\n${columns}return [${start}${one}${decision}}, ${start}${conditions}}];\n`;
}

/** What is stored of the resource, by its rank if it has one; or what stands in for it. */
function said(attribute: Attribute, column: Code, frame: Frame, columnOf: ReturnType<typeof createColumns>): Code {
  const { constants, resource } = frame;
  const read = code`${constants.add(readerOf(attribute))}(node, ${literal(attribute.name)})`;
  const values = code`(${column} ??= ${constants.add(columnOf(resource.type.name, attribute))}())`;
  const found = code`(rank < 0 ? ${read} : ${values}[rank])`;
  return attribute.default === undefined ? found : code`(${found} ?? ${plainLiteral({ frame }, attribute.default)})`;
}
