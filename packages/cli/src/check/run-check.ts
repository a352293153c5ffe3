import { toAuthzen } from "@authz/engine";
import type { ExitCode, Invocation } from "../command.ts";
import { renderDecision } from "../render/decision.ts";
import { toJson, visible } from "../render/visible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readTypedRequest, refuseMissingWords, type KnownSubject } from "./one-question.ts";
import { openSession, type Session } from "../input/session.ts";
import { noteUnknownEntities } from "../input/unknown-entities.ts";
import { withInput } from "../input/with-input.ts";

export function runCheck(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  return withInput(input, terminal, () => run(input, terminal));
}

async function run(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const path = input.value("request");
  if (path === undefined) {
    refuseMissingWords(input);
    return answerQuestion(input, await openSession(input, terminal), terminal);
  }
  const { answerRequests, refuseOtherOptions } = await import("./many-questions.ts");
  refuseOtherOptions(input);
  return answerRequests(path, input, await openSession(input, terminal), terminal);
}

async function answerQuestion(input: Invocation, { policy, engine }: Session, terminal: Terminal): Promise<ExitCode> {
  const bearer = input.value("bearer");
  const known = bearer === undefined ? undefined : await readBearer(bearer, input, terminal);
  if (bearer !== undefined && known === undefined) return 2;
  const { request, question, asked, notes } = await readTypedRequest(input, policy, known);
  const decision = engine.check(request, { explain: input.has("explain") });
  const { out, err } = terminal;
  // What the request describes itself need not be in the facts.
  const described = (option: string): boolean => input.value(option) !== undefined;
  await noteUnknownEntities(
    engine,
    [
      ...(described("subject-properties") ? [] : [question.subject]),
      ...(described("resource-properties") ? [] : [question.resource]),
    ],
    terminal,
  );
  for (const note of notes) await err.write(`${err.colours.yellow("note:")} ${visible(note)}\n`);
  const text =
    input.value("format") === "json"
      ? `${toJson(toAuthzen(decision), 2)}\n`
      : renderDecision(asked, decision, out.colours);
  await out.write(text);
  return decision.decision ? 0 : 1;
}

/** Most questions have no token: what reads one is loaded for those that have. */
async function readBearer(path: string, input: Invocation, terminal: Terminal): Promise<KnownSubject | undefined> {
  return (await import("../token/bearer.ts")).readBearer(path, input, terminal);
}
