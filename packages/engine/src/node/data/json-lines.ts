import { createLines, defaultLimits, hasErrors, type Diagnostic, type Limits, type Span } from "@authz/model";
import { pointerSteps, type Document, type Pointed, type PointedPart, type ReadData } from "./document.ts";
import { readJson, type JsonText } from "./json.ts";

/** One fact a line, as they are told apart: only an assignment has `subject` or `role`. */
interface FactLines {
  readonly entities: Document[];
  readonly assignments: Document[];
}

/** JSON Lines: an entity or an assignment on each line, empty lines between them are no matter. */
export async function readJsonLines(part: JsonText, limits: Limits = defaultLimits): Promise<ReadData> {
  const facts: FactLines = { entities: [], assignments: [] };
  const diagnostics: Diagnostic[] = [];
  const lines = createLines(part.source.text);
  for (const span of lineSpans(part)) {
    const line = await readJson({ source: part.source, span, lines }, limits);
    diagnostics.push(...line.diagnostics);
    if (diagnostics.length >= limits.diagnostics) break;
    if (line.document !== undefined) facts[listOf(line.document.data)].push(line.document);
  }
  if (hasErrors(diagnostics)) return { diagnostics };
  const data = {
    entities: facts.entities.map((line) => line.data),
    assignments: facts.assignments.map((line) => line.data),
  };
  return { document: { data, locate: (pointer, which) => locate(facts, pointer, which) }, diagnostics: [] };
}

function* lineSpans({ source, span }: JsonText): Iterable<Span> {
  for (let start = span.start; start < span.end;) {
    const newline = source.text.indexOf("\n", start);
    const end = newline < 0 ? span.end : newline;
    if (source.text.slice(start, end).trim() !== "") yield { start, end };
    start = end + 1;
  }
}

function listOf(data: unknown): keyof FactLines {
  const isAssignment =
    typeof data === "object" && data !== null && (Object.hasOwn(data, "subject") || Object.hasOwn(data, "role"));
  return isAssignment ? "assignments" : "entities";
}

async function locate(facts: FactLines, pointer: string, part: PointedPart): Promise<Pointed> {
  const [list, index, ...rest] = pointerSteps(pointer);
  const line = (list === "assignments" ? facts.assignments : facts.entities)[Number(index)];
  const inside = rest.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  return (await line?.locate(inside, part)) ?? { span: { start: 0, end: 0 }, pointer: inside };
}
