import type { Policy } from "@authz/model";
import type { Plugin } from "esbuild";

function entryOf({ endpoints }: Policy): string {
  const match = endpoints.length === 0 ? "() => undefined" : "createMatch(data)";
  return [
    'import { createDecider, createMatch } from "@authz/engine/core";',
    'import data from "authz:policy";',
    "export const { check, allows } = createDecider(data);",
    `export const match = ${match};`,
    "export const policy = data.version;",
  ].join("\n");
}

/** One file of everything that decisions need, made small. */
export async function bundle(policy: Policy): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    stdin: { contents: entryOf(policy), resolveDir: import.meta.dirname },
    plugins: [policyModule(policy)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    minify: true,
    // What is not ASCII is escaped: no encoding, and no line separator in a string, can change what the module says.
    charset: "ascii",
    legalComments: "none",
    logLevel: "silent",
  });
  // Within an HTML page this opens a comment; it can only stand in strings, where the backslash says nothing.
  return (outputFiles[0]?.text ?? "").replaceAll("<!--", "<\\!--");
}

/** `authz:policy`: as data, which esbuild writes as literals; nothing of it is ever code. */
function policyModule(policy: Policy): Plugin {
  return {
    name: "policy",
    setup(build) {
      build.onResolve({ filter: /^authz:policy$/ }, ({ path }) => ({ path, namespace: "authz" }));
      build.onLoad({ filter: /.*/, namespace: "authz" }, () => ({ contents: JSON.stringify(policy), loader: "json" }));
    },
  };
}
