import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parsePolicy, type Diagnostic, type PolicyFile } from "@authz/dsl";

/**
 * Every policy of the examples and of spec, broken at one token in one of four ways, with a fixed seed; whether the first
 * diagnostic stands where it was broken, and whether a misspelt name gets the right suggestion. By hand, with figures and
 * misses: `pnpm mutations [RUNS] [MISSES]`.
 */
export const ways = ["misspelt", "deleted", "doubled", "swapped"] as const;
export type Way = (typeof ways)[number];

export interface Mutant {
  readonly policy: string;
  readonly way: Way;
  readonly file: string;
  /** The broken text of the file, and where it is broken. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What stood there. */
  readonly word: string;
  readonly diagnostics: readonly Diagnostic[];
}

const token = /"(?:[^"\\\n]|\\.)*"|`[^`\n]*`|[A-Za-z_][A-Za-z0-9_]*|[0-9][0-9a-z.]*|[{}()[\],:?.|]|[=!<>]=?|[+*-]/g;

/** A linear congruential generator: the same runs on every machine. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const root = fileURLToPath(new URL("..", import.meta.url));

/** Every policy that compiles, as its files. */
export function readPolicies(): ReadonlyMap<string, readonly PolicyFile[]> {
  const found = ["policies-examples", "spec/cases", "spec/suites"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".authz"))
      .map((name) => join(root, folder, name)),
  );
  const policies = Map.groupBy(found, policyOf);
  const read = [...policies].map(([policy, names]) => {
    const files = names.map((name) => ({ name: relative(policy, name), text: readFileSync(name, "utf8") }));
    return [relative(root, policy), files] as const;
  });
  return new Map(read.filter(([, files]) => parsePolicy(files).policy !== undefined));
}

/** A folder `policy` belongs together, any other file beside it stands alone or with its neighbours. */
function policyOf(file: string): string {
  for (let folder = dirname(file); folder.length > root.length; folder = dirname(folder)) {
    if (folder.endsWith("/policy") || existsSync(join(folder, "case.json"))) return folder;
  }
  return dirname(file);
}

/** So many mutants of a policy, as far as its tokens allow; undefined for those that still compile. */
export function* mutantsOf(policy: string, files: readonly PolicyFile[], way: Way, runs: number): Generator<Mutant> {
  const random = createRandom(42);
  const own = files.filter(({ name }) => !name.endsWith(".test.authz"));
  for (let made = 0, tries = 0; made < runs && tries < runs * 20; tries++) {
    const file = own[random(own.length)];
    const broken = file === undefined ? undefined : breakAt(file.text, way, random);
    if (file === undefined || broken === undefined) continue;
    made++;
    const mutated = files.map((each) => (each === file ? { name: file.name, text: broken.text } : each));
    yield { policy, way, file: file.name, ...broken, diagnostics: parsePolicy(mutated).diagnostics };
  }
}

type Broken = Pick<Mutant, "text" | "start" | "end" | "word">;

function breakAt(text: string, way: Way, random: (below: number) => number): Broken | undefined {
  const tokens = [...text.replace(/\/\/.*/g, (comment) => " ".repeat(comment.length)).matchAll(token)];
  const index = random(tokens.length);
  const [match, next] = [tokens[index], tokens[index + 1]];
  if (match === undefined) return undefined;
  const word = match[0];
  const [replacement, end] = mutate(word, way, next, text, match.index, random);
  if (replacement === undefined || text.slice(match.index, end) === replacement) return undefined;
  return {
    text: text.slice(0, match.index) + replacement + text.slice(end),
    start: match.index,
    end: match.index + replacement.length,
    word,
  };
}

function mutate(
  word: string,
  way: Way,
  next: RegExpExecArray | undefined,
  text: string,
  at: number,
  random: (below: number) => number,
): readonly [string | undefined, number] {
  const end = at + word.length;
  switch (way) {
    case "misspelt":
      return [/^[A-Za-z_]{4,}$/.test(word) ? misspell(word, random) : undefined, end];
    case "deleted":
      return ["", end];
    case "doubled":
      return [`${word} ${word}`, end];
    case "swapped":
      return next === undefined
        ? [undefined, end]
        : [`${next[0]}${text.slice(end, next.index)}${word}`, next.index + next[0].length];
  }
}

/** Two neighbouring letters exchanged, or one left away, doubled or replaced. */
function misspell(word: string, random: (below: number) => number): string {
  const at = random(word.length - 1);
  const [before, rest] = [word.slice(0, at), word.slice(at + 1)];
  switch (random(4)) {
    case 0:
      return before + (word[at + 1] ?? "") + (word[at] ?? "") + word.slice(at + 2);
    case 1:
      return before + rest;
    case 2:
      return `${before}${word[at] ?? ""}${word[at] ?? ""}${rest}`;
    default:
      return `${before}${"aeiou"[random(5)] ?? ""}${rest}`;
  }
}

export function compiles({ diagnostics }: Mutant): boolean {
  return diagnostics.every(({ severity }) => severity !== "error");
}

/** The first error covers or touches the broken place: the token, or its neighbours when it is gone or legal where it stands. */
export function isFound(mutant: Mutant): boolean {
  const first = firstError(mutant);
  if (first === undefined) return false;
  return (
    isAt(first, mutant) || usesOf(mutant).some((use) => first.location.source === use.file && overlaps(first, use))
  );
}

function firstError({ diagnostics, file }: Mutant): Diagnostic | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return errors.find(({ location }) => location.source === file) ?? errors[0];
}

function isAt({ location }: Diagnostic, { file, text, start, end }: Mutant): boolean {
  if (location.source !== file) return false;
  const before = text
    .slice(0, start)
    .trimEnd()
    .search(/(?:\w+|"[^"\n]*"|\W)$/);
  const after = end + (/^(?:\s|\/\/.*)*(?:\w+|"[^"\n]*"|\W)/.exec(text.slice(end))?.[0].length ?? 0);
  return location.span.end >= before && location.span.start <= after;
}

/** A misspelt declaration counts at any of its uses: they are what there is no name for. */
function usesOf({ way, word, file, text }: Mutant): readonly { file: string; start: number; end: number }[] {
  if (way !== "misspelt") return [];
  const uses = text.matchAll(new RegExp(`\\b${word}\\b`, "g"));
  return [...uses].map(({ index }) => ({ file, start: index, end: index + word.length }));
}

function overlaps({ location }: Diagnostic, { start, end }: { readonly start: number; readonly end: number }): boolean {
  return location.span.start <= end && location.span.end >= start;
}

/** At the misspelt name the right one is suggested, or at a use of the misspelt declaration what is now declared. */
export function isSuggested(mutant: Mutant): boolean {
  const { word, text, start, end, diagnostics } = mutant;
  const misspelt = text.slice(start, end);
  return diagnostics.some(
    ({ suggestion, help, severity }) =>
      severity === "error" &&
      [word, misspelt].some((name) => suggestion === name || help?.includes(`\`${name}\``) === true),
  );
}

function report(runs: number, misses: number): void {
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  const policies = readPolicies();
  write(`${policies.size} policies, ${runs} mutants of each in each way\n`);
  write("way        mutants  do not compile  first at the place  right suggestion");
  const missed: string[] = [];
  for (const way of ways) {
    const mutants = [...policies].flatMap(([policy, files]) => [...mutantsOf(policy, files, way, runs)]);
    const broken = mutants.filter((mutant) => !compiles(mutant));
    const share = (part: readonly Mutant[]): string => `${((100 * part.length) / broken.length).toFixed(1)} %`;
    const found = broken.filter(isFound);
    const suggested = way === "misspelt" ? share(broken.filter(isSuggested)) : "";
    const columns = [
      way.padEnd(9),
      String(mutants.length).padEnd(7),
      String(broken.length).padEnd(14),
      share(found).padEnd(18),
    ];
    write(`${columns.join("  ")}  ${suggested}`);
    const wrong = broken.filter((mutant) => !isFound(mutant) || (way === "misspelt" && !isSuggested(mutant)));
    missed.push(...wrong.map(describeMiss));
  }
  const random = createRandom(7);
  for (let shown = 0; shown < misses && missed.length > 0; shown++) {
    write(missed.splice(random(missed.length), 1)[0] ?? "");
  }
}

function describeMiss(mutant: Mutant): string {
  const { policy, file, way, text, start, end, word } = mutant;
  const lines = text.slice(text.lastIndexOf("\n", start - 40) + 1, text.indexOf("\n", end + 40));
  const first = firstError(mutant);
  const at = first === undefined ? "" : text.slice(first.location.span.start, first.location.span.end);
  return `\n--- ${policy}/${file}: ${word} ${way}${isFound(mutant) ? ", no suggestion" : ""}\n${lines}\n=> ${first?.location.line}: «${at}» ${first?.code} ${first?.message} (${first?.help})`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  report(Number(process.argv[2] ?? 20), Number(process.argv[3] ?? 0));
