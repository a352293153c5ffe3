import { splitRequestTarget, type Endpoint, type Target } from "@authz/model";
import type { ExpectationNode, SyntaxFile, TestNode } from "../../syntax/tree.ts";
import type { Entries, Entry } from "./entries.ts";
import { push } from "./multimap.ts";

/** One action on one resource that a test asks about, in declared names. */
export interface AskedQuestion {
  readonly type: string;
  readonly action: string;
  /** Undefined when the question was asked by HTTP. */
  readonly id: string | undefined;
  readonly expectation: ExpectationNode;
  readonly test: TestNode;
  readonly file: SyntaxFile;
}

/** All questions of all tests by `questionKey`. An HTTP request asks what each endpoint that fits would ask. */
export function askedQuestions({ tests, endpoints }: Entries): ReadonlyMap<string, readonly AskedQuestion[]> {
  const table = new Map<string, AskedQuestion[]>();
  const models = endpoints.map(({ model }) => model);
  for (const { node: test, file } of tests) {
    for (const expectation of expectationsIn(test)) {
      for (const asked of askedBy(expectation, models)) {
        push(table, questionKey(asked.type, asked.action), { ...asked, expectation, test, file });
      }
    }
  }
  return table;
}

export function questionKey(type: string, action: string): string {
  return JSON.stringify([type, action]);
}

export function expectationsIn(test: TestNode): readonly ExpectationNode[] {
  return test.statements.filter((statement) => statement.kind === "expectation");
}

type Asked = Pick<AskedQuestion, "type" | "action" | "id">;

function askedBy({ question }: ExpectationNode, endpoints: readonly Endpoint[]): readonly Asked[] {
  if (question.kind === "asked") {
    const { type, id } = question.entity;
    return question.actions.map(({ name }) => ({ type: type.text, action: name.text, id: id.value }));
  }
  const [method = "", path = ""] = question.request.value.split(" ");
  const target = splitRequestTarget(path);
  if ("problem" in target) return [];
  return endpoints.flatMap((endpoint): readonly Asked[] => {
    if (endpoint.target === "public" || !fits(endpoint, method, target.segments)) return [];
    return [{ type: endpoint.target.type, action: endpoint.target.action, id: undefined }];
  });
}

function fits(endpoint: Endpoint, method: string, path: readonly string[]): boolean {
  if (endpoint.method !== "*" && endpoint.method !== (method === "HEAD" ? "GET" : method)) return false;
  const isOpen = endpoint.segments.at(-1)?.kind === "rest";
  if (isOpen ? path.length < endpoint.segments.length : path.length !== endpoint.segments.length) return false;
  return endpoint.segments.every((segment, at) => segment.kind !== "literal" || segment.text === path[at]);
}

/** The part of the policy index that answers about questions. */
interface QuestionIndex {
  questionsFor(type: string, action: string): readonly AskedQuestion[];
}

/** What tests ask about the actions of a statement. */
export function questionsAbout(
  { model }: Entry<{ readonly targets: readonly Target[] }, unknown>,
  index: QuestionIndex,
): readonly AskedQuestion[] {
  return model.targets.flatMap(({ type, id, actions }) =>
    actions
      .flatMap((action) => index.questionsFor(type, action))
      .filter((asked) => id === undefined || asked.id === undefined || asked.id === id),
  );
}

/**
 * Whether some test expects a refusal that may be due to a statement: for one of the reasons, by its label, or without saying
 * why. A refusal because of another rule is none.
 */
export function asksForRefusal(
  entry: Entry<{ readonly targets: readonly Target[]; readonly id: string }, unknown>,
  index: QuestionIndex,
  reasons: readonly string[],
): boolean {
  return questionsAbout(entry, index).some(({ expectation: { can, because } }) => {
    if (can) return false;
    return because === undefined || because.text === entry.model.id || reasons.includes(because.text);
  });
}
