import { compareText, type Action, type EntityType, type JsonObject, type Policy } from "@authz/model";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { readContext } from "../input/read-context.ts";
import { findType, hint, inWords, readSubject, unknownType, type Entity } from "../input/names.ts";
import { openSession, type Session } from "../input/session.ts";
import { noteUnknownEntities } from "../input/unknown-entities.ts";
import { withInput } from "../input/with-input.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { foundAnything, refuseProblem, strangersId, typeNames, type FoundEntity, type FoundOfType } from "./found.ts";
import { writeFound } from "./render-found.ts";
import { readLimit, refuseUnknown } from "./search-options.ts";

export function runWhat(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  return withInput(input, terminal, () => run(input, terminal));
}

async function run(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const [word] = input.arguments;
  if (word === undefined) throw new UsageError("SUBJECT is needed", "for example: authz what User:ana");
  const limit = readLimit(input);
  const session = await openSession(input, terminal);
  const notes: string[] = [];
  const subject = readSubject(session.policy, word, notes);
  refuseUnknown(notes);
  await noteUnknownEntities(session.engine, [subject], terminal);
  const searched = readTypes(session.policy, input.value("type"), input.value("action"));
  const asked: Asked = { subject, limit, context: await readContext(input) };
  const found = searched.map((each) => searchType(session, each, asked));
  const [action, type] = [input.value("action") ?? "do", input.value("type")];
  await writeFound(found, input, terminal, {
    heading: `what ${inWords(word)} may do`,
    nothing: `${inWords(word)} may ${action} nothing${type === undefined ? "" : ` of type ${type}`}`,
    question: { subject },
    showsActions: true,
  });
  return foundAnything(found) ? 0 : 1;
}

interface Searched {
  readonly type: EntityType;
  readonly actions: readonly Action[];
}

/** The resource types, and of each the actions, that are asked for. */
function readTypes(policy: Policy, typeWord: string | undefined, actionWord: string | undefined): readonly Searched[] {
  const wanted = typeWord === undefined ? undefined : findType(policy, typeWord);
  if (typeWord !== undefined && wanted?.resource === undefined)
    refuseUnknown([unknownType(policy, typeWord, "resource")]);
  const types = policy.types.filter((type) => type.resource !== undefined && (wanted ?? type) === type);
  const searched = types.map((type) => ({ type, actions: actionsOf(type, actionWord) }));
  if (actionWord !== undefined && searched.every(({ actions }) => actions.length === 0)) {
    const names = new Set(types.flatMap((type) => actionsOf(type, undefined)).map(({ name }) => name));
    const where = wanted === undefined ? "the policy" : `\`${wanted.name}\``;
    refuseUnknown([`${where} has no action \`${actionWord}\`; ${hint(actionWord, [...names], "its actions are")}`]);
  }
  return searched.filter(({ actions }) => actions.length > 0);
}

function actionsOf({ resource }: EntityType, word: string | undefined): readonly Action[] {
  const actions = resource?.actions ?? [];
  if (word === undefined) return actions;
  const named = actions.filter(({ name }) => name === word);
  return named.length > 0 ? named : actions.filter(({ wire }) => wire === word);
}

interface Asked {
  readonly subject: Entity;
  readonly limit: number;
  readonly context: JsonObject | undefined;
}

/** The first resources by id are among the first that each action finds. */
function searchType({ engine }: Session, { type, actions }: Searched, asked: Asked): FoundOfType {
  const byId = new Map<string, Action[]>();
  const others: Action[] = [];
  const perhaps: Action[] = [];
  let isCut = false;
  for (const action of actions) {
    const search = { ...asked, action: action.wire, type: type.wire };
    const { results, complete, cursor, problem } = engine.search.resources(search);
    refuseProblem(problem);
    if (cursor !== undefined) isCut = true;
    for (const { id } of results) byId.set(id, [...(byId.get(id) ?? []), action]);
    const stranger = { type: type.wire, id: strangersId() };
    const { subject, context } = asked;
    if (complete) continue;
    const certain = engine.allows({ subject, action: { name: action.wire }, resource: stranger, context });
    (certain ? others : perhaps).push(action);
  }
  const entities: readonly FoundEntity[] = [...byId]
    .sort(([left], [right]) => compareText(left, right))
    .map(([id, allowed]) => ({ id, actions: allowed }));
  return {
    ...typeNames(type),
    entities: entities.slice(0, asked.limit),
    isCut: isCut || entities.length > asked.limit,
    others,
    perhaps,
  };
}
