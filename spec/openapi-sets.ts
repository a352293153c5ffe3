import { compile, type Engine } from "@authz/engine";
import { createPolicyText, readDescription, subjectOf, type Description } from "@authz/openapi";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { differences, mustParse, plantDifferences, type Agreeing } from "./openapi-differences.ts";

interface OpenapiCase {
  readonly id: string;
  readonly model: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly credentials: Readonly<Record<string, readonly string[]>>;
  };
  readonly expected: { readonly allowed: boolean };
}

export interface OpenapiSet {
  readonly suite: string;
  readonly model: string;
  readonly cases: readonly { readonly id: string; passes(): boolean }[];
}

/** Decisions by OpenAPI's own rule, asked of a policy that `openapi init` makes; then `openapi check` on both. */
export async function openapiSets(folder: string): Promise<readonly OpenapiSet[]> {
  const lines = readFileSync(join(folder, "cases.jsonl"), "utf8").split("\n");
  const all = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as OpenapiCase);
  const sets: OpenapiSet[] = [];
  for (const [file, cases] of Map.groupBy(all, ({ model }) => model)) {
    const model = basename(file, ".yaml");
    const agreeing = await readAgreeing(readFileSync(join(folder, file), "utf8"));
    const engine = compile(mustParse(agreeing.policyText));
    const asked = cases.map((one) => ({
      id: one.id,
      passes: () => isAllowed(one, agreeing.description, engine) === one.expected.allowed,
    }));
    sets.push({ suite: "openapi init", model, cases: asked }, await checkSet(model, agreeing));
  }
  return sets;
}

async function readAgreeing(text: string): Promise<Agreeing> {
  const { value, diagnostics } = await readDescription({ name: "api.yaml", text });
  if (value === undefined) throw new Error(`the description cannot be read: ${JSON.stringify(diagnostics[0])}`);
  return { text, description: value, policyText: createPolicyText(value) };
}

/** Nothing is said of the two as they are, and just the planted difference of them afterwards. */
async function checkSet(model: string, agreeing: Agreeing): Promise<OpenapiSet> {
  const planted = [{ ...agreeing, id: "as it is", code: undefined }, ...plantDifferences(agreeing)];
  const found = await Promise.all(planted.map(async (one) => ({ one, said: await differences(one) })));
  const cases = found.map(({ one, said }) => ({
    id: `openapi check/${model}/${one.id}: ${said.join(", ")}`,
    passes: () => said.length === (one.code === undefined ? 0 : 1) && said[0] === one.code,
  }));
  return { suite: "openapi check", model, cases };
}

/** The template with its parameters filled, asked by whoever has these credentials and every role. */
export function isAllowed(
  { request }: Pick<OpenapiCase, "request">,
  { schemes }: Description,
  engine: Engine,
): boolean {
  const { method, path, credentials } = request;
  const matched = engine.match({ method, path: path.replaceAll(/\{[^{}]*\}/g, "x1") });
  if (matched === undefined || matched === "public") return matched === "public";
  const kinds = Object.keys(credentials).flatMap((name) => schemes.get(name)?.kind ?? []);
  const hasToken = Object.keys(credentials).some((name) => (schemes.get(name)?.scopes?.size ?? 0) > 0);
  const [kind] = kinds;
  const roles = engine.policy.roles.map(({ wire }) => wire);
  const subject =
    kind === undefined
      ? { type: "anonymous", id: "" }
      : { type: subjectOf(kind), id: "somebody", properties: { roles } };
  const scope = Object.values(credentials).flat().join(" ");
  return engine.allows({ subject, ...matched, ...(hasToken ? { context: { token: { scope } } } : {}) });
}
