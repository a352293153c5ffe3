import type { Policy } from "@authz/model";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { readContext } from "../input/read-context.ts";
import { findType, inWords, readAction, readResource, unknownType, type Entity } from "../input/names.ts";
import { openSession, type Session } from "../input/session.ts";
import { noteUnknownEntities } from "../input/unknown-entities.ts";
import { withInput } from "../input/with-input.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { foundAnything, refuseProblem, strangersId, typeNames, type ActionName, type FoundOfType } from "./found.ts";
import { writeFound } from "./render-found.ts";
import { readLimit, refuseUnknown } from "./search-options.ts";

export function runWho(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  return withInput(input, terminal, () => run(input, terminal));
}

async function run(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const [actionWord, resourceWord] = input.arguments;
  if (actionWord === undefined || resourceWord === undefined)
    throw new UsageError("ACTION RESOURCE are needed", "for example: authz who read Invoice:i1");
  const limit = readLimit(input);
  const session = await openSession(input, terminal);
  const notes: string[] = [];
  const { resource, type } = readResource(session.policy, resourceWord, notes);
  const wire = readAction(type, actionWord, notes);
  refuseUnknown(notes);
  await noteUnknownEntities(session.engine, [resource], terminal);
  const action = type?.resource?.actions.find((each) => each.wire === wire) ?? { name: wire, wire };
  const types = subjectTypes(session.policy, input.value("type"));
  const found = searchSubjects(session, types, { action, resource, limit, context: await readContext(input) });
  await writeFound(found, input, terminal, {
    heading: `who may ${action.name} ${inWords(resourceWord)}`,
    nothing: `nobody may ${action.name} ${inWords(resourceWord)}`,
    question: { action: { name: wire }, resource },
    showsActions: false,
  });
  return foundAnything(found) ? 0 : 1;
}

/** Every type of subjects, and the caller without identity. */
function subjectTypes({ types, ...policy }: Policy, word: string | undefined): readonly Names[] {
  const anonymous: Names = { name: "anonymous", type: "anonymous" };
  const subjects = types.filter(({ subject }) => subject);
  if (word === undefined) return [...subjects.map(typeNames), anonymous];
  if (word === anonymous.type) return [anonymous];
  const type = findType({ types, ...policy }, word);
  if (type?.subject !== true) refuseUnknown([unknownType({ types, ...policy }, word, "subject")]);
  return type === undefined ? [] : [typeNames(type)];
}

type Names = Pick<FoundOfType, "name" | "type">;

interface Asked {
  readonly action: ActionName;
  readonly resource: Entity;
  readonly limit: number;
  readonly context: unknown;
}

function searchSubjects({ engine }: Session, types: readonly Names[], asked: Asked): readonly FoundOfType[] {
  const { action, resource, limit, context } = asked;
  return types.map(({ name, type }) => {
    const search = { type, action: action.wire, resource, limit, context };
    const { results, complete, cursor, problem } = engine.search.subjects(search);
    refuseProblem(problem);
    const stranger = { type, id: strangersId() };
    const certain = !complete && engine.allows({ subject: stranger, action: { name: action.wire }, resource, context });
    return {
      name,
      type,
      entities: results.map(({ id }) => ({ id, actions: [action] })),
      isCut: cursor !== undefined,
      others: complete || !certain ? [] : [action],
      perhaps: complete || certain ? [] : [action],
    };
  });
}
