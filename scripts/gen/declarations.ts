/** Reads the declaration files that tsc emits: enough to find what stands behind a name, not a parser of TypeScript. */
import { dirname, posix } from "node:path";

/** A statement at the top level of an emitted declaration file, with its comment. */
export interface Declaration {
  readonly name: string;
  readonly text: string;
}

/** What an emitted declaration file says: what it declares, and from where it takes the rest. */
export interface Module {
  readonly declarations: readonly Declaration[];
  /** Local name to where it comes from, for imports. */
  readonly imports: ReadonlyMap<string, Origin>;
  /** Public name and where it comes from, for `export { … } from`. */
  readonly reexports: readonly Exported[];
  /** The modules of `export * from`. */
  readonly stars: readonly string[];
}

/** A name in a module; a path for one of ours, else the package's name. */
export interface Origin {
  readonly module: string;
  readonly name: string;
}

export interface Exported {
  readonly name: string;
  readonly origin: Origin;
}

/** Every top-level statement of an emitted file begins at the start of a line. */
export function parseDeclarations(path: string, text: string): Module {
  const imports = new Map<string, Origin>();
  const reexports: Exported[] = [];
  const stars: string[] = [];
  const declarations: Declaration[] = [];
  for (const { comment, code } of statements(text)) {
    const from = /^(import|export) (?:type )?(?:\{([\s\S]*)\}|\*) from "(.+)";$/.exec(code);
    const [, word, list, specifier = ""] = from ?? [];
    const module = resolveModule(path, specifier);
    if (word === undefined) {
      const name = declaredName(code);
      if (name !== undefined) declarations.push({ name, text: comment + code });
    } else if (list === undefined) stars.push(module);
    else if (word === "import") for (const { name, as } of specifiers(list)) imports.set(as, { module, name });
    else reexports.push(...specifiers(list).map(({ name, as }) => ({ name: as, origin: { module, name } })));
  }
  return { declarations: joinOverloads(declarations), imports, reexports, stars };
}

function statements(text: string): { readonly comment: string; readonly code: string }[] {
  const found: { comment: string; code: string }[] = [];
  let comment = "";
  for (const part of text.split(/^(?=\/\*\*|export |import |declare |interface |type )/m)) {
    const last = found.at(-1);
    // The comment of a member of a union stands at the start of a line as well.
    if (comment === "" && last !== undefined && !isWhole(last.code)) last.code += `\n${part.trimEnd()}`;
    else if (part.startsWith("/**") && part.trimEnd().endsWith("*/")) comment = part;
    else {
      found.push({ comment, code: part.trim() });
      comment = "";
    }
  }
  return found;
}

/** A type ends with its semicolon, a block with its brace. */
function isWhole(code: string): boolean {
  return code === "" || code.endsWith(";") || (code.endsWith("}") && !/^(?:export )?(?:declare )?type /.test(code));
}

function declaredName(code: string): string | undefined {
  const words = /^(?:export )?(?:declare )?(?:abstract )?(?:function|const|let|class|interface|type|enum) ([\w$]+)/;
  return words.exec(code)?.[1];
}

function joinOverloads(declarations: readonly Declaration[]): Declaration[] {
  const grouped = Map.groupBy(declarations, ({ name }) => name);
  return [...grouped].map(([name, group]) => ({ name, text: group.map(({ text }) => text).join("\n") }));
}

function specifiers(list: string): { readonly name: string; readonly as: string }[] {
  const parts = list.split(",").map((part) => part.trim().replace(/^type /, ""));
  return parts
    .filter((part) => part !== "")
    .map((part) => {
      const [name = part, as = name] = part.split(" as ");
      return { name, as };
    });
}

function resolveModule(from: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  return posix.join(dirname(from), specifier).replace(/\.(?:js|ts)$/, ".d.ts");
}
