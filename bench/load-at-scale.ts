/**
 * From text to the first decision: policies of 1,000, 10,000 and 100,000 rules in 100 files, each in a process of its own.
 * By hand: `node bench/load-at-scale.ts`; prints the time of each part and the peak of memory.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parsePolicy, type PolicyFile } from "@authz/dsl";
import { compile } from "@authz/engine";

const files = 100;
const rulesOfType = 10;

/** A resource type for each ten rules: seven by role, three with a condition. */
function resourceOf(number: number, rules: number): string {
  const lines = Array.from({ length: rules }, (_, at) => {
    const role = `role_${(number * 7 + at * 13) % 100}`;
    const guard = at % 3 === 2 ? ` when resource.tenant == subject.tenant and resource.size <= ${at * 100}` : "";
    return `  rule_${number}_${at}: allow ${role} to action_${at % 5}${guard}`;
  });
  const actions = Array.from({ length: 5 }, (_, at) => `action_${at}`).join(", ");
  return `resource Type_${number} {\n  tenant: string\n  size: number\n  action ${actions}\n${lines.join("\n")}\n}\n`;
}

function policyFiles(rules: number): readonly PolicyFile[] {
  const types = rules / rulesOfType;
  const roles = Array.from({ length: 100 }, (_, at) => `role role_${at}\n`).join("");
  return Array.from({ length: files }, (_, file) => {
    const own = Array.from({ length: types / files }, (_each, at) =>
      resourceOf(file * (types / files) + at, rulesOfType),
    );
    const head = file === 0 ? `subject User { tenant: string }\n${roles}` : "";
    return { name: `part-${file}.authz`, text: `${head}${own.join("")}` };
  });
}

function measure(rules: number): string {
  const texts = policyFiles(rules);
  const start = performance.now();
  const { policy, diagnostics } = parsePolicy(texts);
  if (policy === undefined) throw new Error(diagnostics[0]?.message);
  const parsed = performance.now();
  const engine = compile(policy);
  const compiled = performance.now();
  const request = {
    subject: { type: "User", id: "ana", properties: { roles: ["role_0"], tenant: "t" } },
    action: { name: "action_0" },
    resource: { type: "Type_0", id: "1", properties: { tenant: "t", size: 0 } },
  };
  if (!engine.allows(request)) throw new Error("the first rule allows it");
  const decided = performance.now();
  const peak = process.resourceUsage().maxRSS / 1024;
  const parts = [
    `parse ${(parsed - start).toFixed(0)}`,
    `compile ${(compiled - parsed).toFixed(0)}`,
    `decide ${(decided - compiled).toFixed(0)}`,
  ];
  return `${rules} rules: first decision after ${(decided - start).toFixed(0)} ms (${parts.join(", ")}), peak ${peak.toFixed(0)} MB`;
}

const [one] = process.argv.slice(2);
if (one !== undefined) console.log(measure(Number(one)));
else
  for (const rules of [1_000, 10_000, 100_000])
    process.stdout.write(
      execFileSync(process.execPath, [fileURLToPath(import.meta.url), String(rules)], { encoding: "utf8" }),
    );
