import { createNode, type Node } from "../facts/nodes.ts";
import type { Request } from "../request/read-request.ts";
import type { Each } from "../search/each.ts";
import type { Schema } from "../schema/schema.ts";
import type { Surroundings } from "./cell.ts";
import { code, createConstants, printCode, type Code } from "./code.ts";
import { writeAction, writePlan } from "./decision-code.ts";
import { handBack, readRequest } from "./frame.ts";
import type { Generator } from "./generate.ts";
import type { Notes } from "./membership.ts";

/** Reads the request once and returns what decides for each resource. */
type Ask = (
  subject: unknown,
  action: unknown,
  resource: unknown,
  context: unknown,
  now: number,
) => ((id: string, node: Node) => boolean | undefined) | undefined;

/** A function longer than that is not made faster by the machine any more. */
const longest = 60_000;
const interpret: Ask = () => undefined;

/**
 * Decides one question of many resources, of which the request says nothing but their type.
 * The request is one that `readRequest` has made of plain data: it holds no getters and no proxies.
 */
export function createEach(schema: Schema, surroundings: Surroundings, generator: Generator, notes: Notes) {
  const asks = new Map<string, Ask>();

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
    const body = read && writeBody(read, declared, surroundings);
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
    const decide = askFor(request)(subject, action, { id: "", properties: undefined }, context, now);
    if (decide === undefined) return undefined;
    const stranger = createNode({ type: resource.type, id: "" });
    return (id, node = stranger) => {
      const answer = decide(id, node);
      if (!notes.unclear) return answer;
      notes.unclear = false;
      return undefined;
    };
  };
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
): Code | undefined {
  const known = new Map([["node\u0000resource", code`node`]]);
  const written = writeAction(action, frame, surroundings, known);
  if (written.kind === "interpreted") return undefined;
  const { resource, subject, resourceId, subjectId, time, constants } = frame;
  const decision =
    written.kind === "plan"
      ? writePlan(constants.add(written.plan), constants.add(written.plan.asserted), frame, surroundings)
      : written.code;
  const one =
    subject?.type.name === resource.type.name ? code`if (${subjectId} === ${resourceId}) ${handBack}\n` : code``;
  return code`${statements}${time} = now;\nreturn function (id, node) {\n${resourceId} = id;\n${one}${decision}};\n`;
}
