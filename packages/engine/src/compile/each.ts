import type { Attribute } from "@authz/model";
import { createNode, type Node } from "../facts/nodes.ts";
import type { Request } from "../request/read-request.ts";
import type { Each, Shortcut } from "../search/each.ts";
import type { Schema } from "../schema/schema.ts";
import { obtain } from "../values/obtain.ts";
import { plainLiteral, type Surroundings } from "./cell.ts";
import { code, createConstants, literal, printCode, type Code } from "./code.ts";
import { createColumns, readerOf, type Column } from "./columns.ts";
import { begin, writeAction, writeConditions } from "./decision-code.ts";
import { readRequest, refuseOneself, type Frame } from "./frame.ts";
import { longestFunction, type Generator } from "./generate.ts";
import type { Notes } from "./membership.ts";

/** Reads the request once and returns what answers for each entity. */
type Ask = (
  subject: unknown,
  action: unknown,
  resource: unknown,
  context: unknown,
  now: number,
) => readonly [decide: Answer<boolean | undefined>, mayApply: Answer<boolean>] | undefined;

/** Which of the two there are many of. */
type Kind = Parameters<Shortcut["each"]>[1];

type Answer<T> = (id: string, node: Node, rank: number) => T;

const interpret: Ask = () => undefined;

/**
 * Decides one question of many resources or of many subjects, of which the request says nothing but their type.
 * The request is one that `readRequest` has made of plain data: it holds no getters and no proxies.
 */
export function createEach(schema: Schema, surroundings: Surroundings, generator: Generator, notes: Notes) {
  const asks = new Map<string, Ask>();
  const columnOf = createColumns(surroundings.table);

  function askFor({ subject, action, resource }: Request, kind: Kind): Ask {
    const entry = schema.typesByWire.get(resource.type);
    const asker = schema.typesByWire.get(subject.type);
    const declared = entry?.actionsByWire.get(action.name);
    if (entry === undefined || declared === undefined) return interpret;
    if (subject.type !== "anonymous" && asker?.type.subject !== true) return interpret;
    const from = subject.type === "anonymous" ? undefined : asker;
    return obtain(asks, JSON.stringify([kind, subject.type, action.name, resource.type]), () => {
      const constants = createConstants();
      const read = readRequest(constants, schema, entry, from, surroundings.fitsContext);
      const body = read && writeBody(read, kind, declared, surroundings, columnOf);
      if (body === undefined || printCode(body).length > longestFunction) return interpret;
      return generator.make(code`subject, action, resource, context, now`, body, constants) as Ask;
    });
  }

  function ask(request: Request, kind: Kind, now: number): ReturnType<Ask> {
    const sought = { id: "", properties: undefined };
    const subject = kind === "subject" ? sought : request.subject;
    const resource = kind === "resource" ? sought : request.resource;
    const { action, context } = request;
    // What is read of requests has no prototype; a clone has that of all objects. What cannot be cloned throws.
    const [asker, asked, about, around] = structuredClone([subject, action, resource, context]);
    return askFor(request, kind)(asker, asked, about, around, now);
  }

  return (request: Request, kind: Kind, now: number): Each | undefined => {
    const answers = ask(request, kind, now);
    if (answers === undefined) return undefined;
    const [decide, mayApply] = answers;
    const stranger = createNode({ type: request[kind].type, id: "" });
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

type Read = NonNullable<ReturnType<typeof readRequest>>;

function writeBody(
  { frame, statements }: Read,
  kind: Kind,
  action: Parameters<typeof writeAction>[0],
  surroundings: Surroundings,
  columnOf: ReturnType<typeof createColumns>,
): Code | undefined {
  const { resource, subject, resourceId, subjectId, time } = frame;
  const sought = kind === "resource" ? resource : subject;
  if (sought === undefined) return undefined;
  const columns: Code[] = [];
  const known = new Map([[`node\u0000${kind}`, code`node`]]);
  for (const attribute of sought.type.attributes) {
    const column = frame.local();
    columns.push(code`let ${column};\n`);
    const values = columnOf(sought.type.name, attribute);
    known.set(`${kind}\u0000${attribute.name}`, said(attribute, column, values, frame));
  }
  const written = writeAction(action, frame, surroundings, known);
  if (written === undefined) return undefined;
  const conditions = writeConditions(action, frame, surroundings, known);
  const start = code`function (id, node, rank) {\n${kind === "resource" ? resourceId : subjectId} = id;\n`;
  return code`${statements}${time} = now;\n${columns}return [${start}${refuseOneself(frame)}${begin(frame, surroundings)}${written}}, ${start}${conditions}}];\n`;
}

/** What is stored of the entity, by its rank if it has one; or what stands in for it. */
function said(attribute: Attribute, column: Code, values: Column, frame: Frame): Code {
  const { constants } = frame;
  const read = code`${constants.add(readerOf(attribute))}(node, ${literal(attribute.name)})`;
  const found = code`(rank < 0 ? ${read} : (${column} ??= ${constants.add(values)}())[rank])`;
  return attribute.default === undefined ? found : code`(${found} ?? ${plainLiteral({ frame }, attribute.default)})`;
}
