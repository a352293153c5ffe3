/**
 * Our engine against the hand-written solution of the peers' bench, on its workloads and with its timing:
 * `node bench/compare.ts FOLDER [WORKLOAD...]`, where FOLDER holds that bench. Each workload runs in a process of its own, all of
 * them twice. Prints tables in Markdown; `--peers` times the other engines that are installed there as well, `--json` prints the
 * numbers, `--write` puts the tables into docs/performance.md.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { adapters } from "./peers/adapter.ts";
import { openHarness } from "./peers/harness.ts";
import type { Figure } from "./peers/measure.ts";
import { pageOf, rowsOf } from "./peers/page.ts";

const runs = 2;
const measure = fileURLToPath(new URL("peers/measure.ts", import.meta.url));
const page = new URL("../docs/performance.md", import.meta.url);
const [folder, ...named] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const flags = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
if (folder === undefined) throw new Error("which folder holds the peers' bench?");

const rows = rowsOf(await measureAll(resolve(folder)));
if (flags.includes("--write")) writePage(pageOf(rows));
process.stdout.write(flags.includes("--json") ? `${JSON.stringify(rows)}\n` : pageOf(rows));

async function measureAll(path: string): Promise<readonly (readonly Figure[])[]> {
  const { allIds } = await openHarness(path, false);
  const kinds = new Set(adapters.flatMap((adapter) => adapter.kinds));
  const ids = named.length > 0 ? named : allIds.filter((id) => kinds.has(id.split("-")[0] ?? ""));
  return Array.from({ length: runs }, () => ids.flatMap((id) => measureOne(path, id)));
}

function measureOne(path: string, id: string): readonly Figure[] {
  const others = flags.filter((flag) => flag === "--peers");
  const output = execFileSync(process.execPath, [measure, path, id, ...others], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 24,
  });
  return JSON.parse(output) as readonly Figure[];
}

function writePage(tables: string): void {
  const where = /(<!-- table -->\n)[\s\S]*?(\n<!-- end of table -->)/;
  const text = readFileSync(page, "utf8");
  writeFileSync(
    page,
    text.replace(where, (_, start: string, end: string) => `${start}\n${tables}${end}`),
  );
}
