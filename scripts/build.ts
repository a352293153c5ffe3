/** Builds the package in the current folder (and those below it) into dist, from nothing: `pnpm pack` calls it. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { root } from "./workspace.ts";

/** A bin is plain JavaScript that imports ../src/….ts; the packed one imports ../….js, since dist holds what src does. */
function copyBins(): void {
  mkdirSync("dist/bin", { recursive: true });
  for (const name of readdirSync("bin")) {
    const text = readFileSync(`bin/${name}`, "utf8").replace(/"\.\.\/src\/(.+)\.ts"/g, '"../$1.js"');
    writeFileSync(`dist/bin/${name}`, text, { mode: 0o755 });
  }
}

rmSync("dist", { recursive: true, force: true });
const tsc = resolve(root, "node_modules/typescript/bin/tsc");
const { status } = spawnSync(process.execPath, [tsc, "-b", "tsconfig.build.json"], { stdio: "inherit" });
if (existsSync("bin")) copyBins();
process.exitCode = status ?? 1;
