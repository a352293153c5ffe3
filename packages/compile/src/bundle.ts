import type { Policy } from "@authz/model";
import type { Plugin } from "esbuild";
import { featuresOf } from "./features.ts";

function entryOf({ endpoints }: Policy): string {
  const match = endpoints.length === 0 ? "() => undefined" : "createMatch(whole)";
  return [
    'import { createDecider, createMatch } from "@authz/engine/core";',
    'import { knownClaims } from "@authz/model";',
    'import data from "authz:policy";',
    "const whole = { ...data, token: [...knownClaims, ...data.token] };",
    "export const { check, allows, withFacts } = createDecider(whole);",
    `export const match = ${match};`,
    "export const policy = data.version;",
  ].join("\n");
}

/** One file of everything that decisions need, made small. */
export async function bundle(policy: Policy): Promise<string> {
  const linked = await minify(entryOf(policy), [policyModule(policy), featuresModule(policy)]);
  // Only when the constants stand where they are used does it show what nothing leads to.
  const code = await minify(linked, [], insideNames);
  // Within an HTML page this opens a comment; it can only stand in strings, where the backslash says nothing.
  return code.replaceAll("<!--", "<\\!--");
}

/** Names of members that stand only inside: no request, no facts, no answer and nothing of JavaScript has them. */
export const insideNames: RegExp =
  /^(?:acr|actionValue|actionsByWire|activeRoles|allOf|amr|anyOf|assignmentsTo|atMost|attributes|because|byName|byWire|candidate|claims|column|contextWires|covers|dependents|derived|endpoints|exclusives|expected|foundAt|guards|hasAncestor|holder|holders|holdings|identities|isDue|isParent|items|juniors|kind|left|line|operand|operator|optional|origin|parents|people|question|report|requirements|resourceOverlay|right|root|schema|segments|seniors|setSize|steps|subjectOverlay|targets|tokenWires|types|typesByWire|uncovered|unknownAttributes|who|wire|wires|within|world)$/;

async function minify(contents: string, plugins: Plugin[], mangled?: RegExp): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    plugins,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    minify: true,
    ...(mangled === undefined ? {} : { mangleProps: mangled }),
    // What is not ASCII is escaped: no encoding, and no line separator in a string, can change what the module says.
    charset: "ascii",
    legalComments: "none",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
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

/** In the place of the engine's features those of the policy. */
function featuresModule(policy: Policy): Plugin {
  const constants = Object.entries(featuresOf(policy)).map(([name, isUsed]) => `export const ${name} = ${isUsed};`);
  return {
    name: "features",
    setup(build) {
      build.onLoad({ filter: /[\\/]features[\\/]features\.[jt]s$/ }, () => ({ contents: constants.join("\n") }));
    },
  };
}
