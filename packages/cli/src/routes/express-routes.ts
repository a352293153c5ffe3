import { UsageError } from "../command.ts";
import type { AppRoute } from "./app-routes.ts";

/** What is used of an Express 5 app, or of a router of it. */
interface ExpressApp {
  readonly router: { readonly stack: readonly Layer[] };
}

interface Layer {
  readonly name?: string;
  /** Where it is mounted. */
  readonly rawPath?: unknown;
  /** Mounted at `/`. */
  readonly slash?: boolean;
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle?: { readonly stack?: readonly Layer[] };
}

export function isExpress(value: unknown): value is ExpressApp {
  if (typeof value !== "function" || !("router" in value)) return false;
  const { router } = value;
  return typeof router === "function" && "stack" in router && Array.isArray(router.stack);
}

/** All routes, of mounted routers too. A mounted app does not tell its own: it counts as everything below its path. */
export function expressRoutes({ router }: ExpressApp): readonly AppRoute[] {
  return routesIn(router.stack, "", 0);
}

/** Routers can be mounted in themselves. */
const DEEPEST = 32;

function routesIn(stack: readonly Layer[], prefix: string, depth: number): readonly AppRoute[] {
  if (depth > DEEPEST) throw new UsageError("the app's routers are mounted in a circle");
  return stack.flatMap((layer) => {
    if (layer.route !== undefined) return routesOf(layer.route, prefix);
    const inner = layer.handle?.stack;
    if (inner !== undefined) return mountPaths(layer).flatMap((path) => routesIn(inner, prefix + path, depth + 1));
    if (layer.name === "mounted_app")
      return mountPaths(layer).map((path) => ({ method: "*", path: `${prefix}${path}/*` }));
    return [];
  });
}

function routesOf({ path, methods }: NonNullable<Layer["route"]>, prefix: string): readonly AppRoute[] {
  const names = Object.keys(methods).filter((name) => methods[name] === true);
  // `app.all` names every method that Node knows.
  const isAll = names.includes("_all") || names.length > 20;
  const paths: readonly unknown[] = Array.isArray(path) ? path : [path];
  return paths.flatMap((one) => {
    // A regular expression is written in its slashes, and found to be none that can be compared.
    const text = typeof one === "string" ? one : String(one).replaceAll(/\s/g, "");
    const full = prefix !== "" && text === "/" ? prefix : prefix + text;
    return (isAll ? ["*"] : names).map((method) => ({ method, path: full }));
  });
}

function mountPaths({ rawPath, slash }: Layer): readonly string[] {
  if (slash === true) return [""];
  const paths: readonly unknown[] = Array.isArray(rawPath) ? rawPath : [rawPath];
  return paths.map((path) => {
    if (typeof path === "string") return path.replace(/\/$/, "");
    throw new UsageError(
      "a router is mounted at a path that Express does not tell",
      "list the routes in a file, one `METHOD /path` a line, and give it by --check",
    );
  });
}
