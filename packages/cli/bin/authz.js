#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// In a folder of the user's own: from one for temporary files we would run code that somebody else may have put there.
const { HOME, LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
const caches = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && `${HOME}/.cache`);
if (caches) enableCompileCache(`${caches}/authz`);
const { main } = await import("../src/main.ts");
process.exitCode = await main(process.argv.slice(2));
