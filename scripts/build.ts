/**
 * Builds the package in the current folder (and those below it) into dist, and its bins into bundle, from nothing: `pnpm pack`
 * calls it.
 */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { bundleBins } from "./bundle.ts";
import { root } from "./workspace.ts";

rmSync("dist", { recursive: true, force: true });
const tsc = resolve(root, "node_modules/typescript/bin/tsc");
const { status } = spawnSync(process.execPath, [tsc, "-b", "tsconfig.build.json"], { stdio: "inherit" });
if (existsSync("bin")) await bundleBins();
process.exitCode = status ?? 1;
