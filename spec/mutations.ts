import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parsePolicy } from "@authz/dsl";

/**
 * Breaks every example policy at one token, many times with a fixed seed, and prints how often the first diagnostic stands
 * on the broken token and how often a misspelt word gets the right suggestion: `pnpm mutations [RUNS]`.
 */
const root = fileURLToPath(new URL("../policies-examples", import.meta.url));
const runs = Number(process.argv[2] ?? 200);
const token = /"(?:[^"\\]|\\.)*"|[A-Za-z_][A-Za-z0-9_]*|[0-9][0-9a-z.]*|[{}()[\],:?.|]|[=!<>]=?|[+-]/g;

type Mutation = "misspelt" | "deleted" | "doubled";

interface Tally {
  made: number;
  harmless: number;
  onToken: number;
  suggested: number;
}

/** A linear congruential generator: the same runs on every machine. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function misspell(word: string, random: (below: number) => number): string {
  const at = random(word.length - 1);
  return word.slice(0, at) + (word[at + 1] ?? "") + (word[at] ?? "") + word.slice(at + 2);
}

function breakAt(
  text: string,
  mutation: Mutation,
  random: (below: number) => number,
): { text: string; start: number; end: number; word: string } | undefined {
  const tokens = [...text.replace(/\/\/.*/g, (comment) => " ".repeat(comment.length)).matchAll(token)];
  const match = tokens[random(tokens.length)];
  if (match === undefined) return undefined;
  const word = match[0];
  if (mutation === "misspelt" && (!/^[A-Za-z_]{4,}$/.test(word) || misspell(word, createRandom(1)) === word))
    return undefined;
  const replacement =
    mutation === "misspelt" ? misspell(word, random) : mutation === "deleted" ? "" : `${word} ${word}`;
  if (replacement === word) return undefined;
  const rest = text.slice(match.index + word.length);
  return {
    text: text.slice(0, match.index) + replacement + rest,
    start: match.index,
    end: match.index + replacement.length,
    word,
  };
}

function run(example: string, mutation: Mutation): Tally {
  const folder = join(root, example, "policy");
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".authz") && !name.endsWith(".test.authz"))
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  const random = createRandom(42);
  const tally: Tally = { made: 0, harmless: 0, onToken: 0, suggested: 0 };
  while (tally.made < runs) {
    const index = random(files.length);
    const broken = breakAt(files[index]?.text ?? "", mutation, random);
    if (broken === undefined) continue;
    tally.made++;
    const mutated = files.map((file, position) => (position === index ? { ...file, text: broken.text } : file));
    const { diagnostics } = parsePolicy(mutated);
    const first = diagnostics.find(({ location }) => location.source === files[index]?.name) ?? diagnostics[0];
    if (first === undefined) tally.harmless++;
    else if (touches(first.location.span, broken, broken.text)) tally.onToken++;
    if (first?.suggestion === broken.word || first?.help?.includes(`\`${broken.word}\``) === true) tally.suggested++;
  }
  return tally;
}

/** On the token, or on its neighbour when the token itself is gone or legal where it stands. */
function touches(span: { start: number; end: number }, broken: { start: number; end: number }, text: string): boolean {
  const before = text.slice(0, broken.start).trimEnd().search(/\S+$/);
  const after = broken.end + (text.slice(broken.end).match(/^\s*\S+/)?.[0].length ?? 0);
  return span.end >= before && span.start <= after;
}

process.stdout.write("example                 mutation   broken  first on token  right suggestion  still legal\n");
for (const example of readdirSync(root).filter((name) => !name.includes("."))) {
  for (const mutation of ["misspelt", "deleted", "doubled"] as const) {
    const { made, harmless, onToken, suggested } = run(example, mutation);
    const share = (count: number): string => `${((100 * count) / (made - harmless)).toFixed(0)} %`;
    const cells = [
      example.padEnd(23),
      mutation.padEnd(10),
      String(made - harmless).padEnd(7),
      share(onToken).padEnd(15),
      (mutation === "misspelt" ? share(suggested) : "").padEnd(17),
      harmless,
    ];
    process.stdout.write(`${cells.join(" ")}\n`);
  }
}
