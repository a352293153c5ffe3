import type { Source } from "@authz/model";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { pathToFileURL } from "node:url";
import { UsageError } from "../command.ts";
import { expressRoutes, isExpress } from "./express-routes.ts";

/** A route as an app says it. */
export interface AppRoute {
  readonly method: string;
  readonly path: string;
}

/**
 * The routes of the Fastify or Express app that a module exports (as `default` or `app`, or made by a function of that name),
 * as a list of lines. The module is run; it must not listen. Fastify tells of each route by its `onRoute` hook, Express 5 has
 * them in the stack of its router.
 */
export async function readAppRoutes(path: string): Promise<Source> {
  const collector = collectFastifyRoutes();
  try {
    const app = await exportedApp(path);
    const routes = isExpress(app) ? expressRoutes(app) : await collector.routesOf(app);
    if (routes === undefined) {
      throw new UsageError(`\`${path}\` exports no Fastify or Express app`, "export it as `default` or as `app`");
    }
    return { name: path, text: asLines(routes) };
  } finally {
    collector.stop();
  }
}

async function exportedApp(path: string): Promise<unknown> {
  const exported = await importModule(path);
  const value = exported["default"] ?? exported["app"];
  if (typeof value !== "function" || isExpress(value)) return value;
  try {
    return await (value as () => unknown)();
  } catch (error) {
    throw new UsageError(`the app of \`${path}\` could not be made: ${reasonOf(error)}`);
  }
}

async function importModule(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const module: unknown = await import(pathToFileURL(path).href);
    return module as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new UsageError(`\`${path}\` could not be loaded: ${reasonOf(error)}`, "it is imported as a module of Node");
  }
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}

/** What is used of a Fastify app. */
interface FastifyApp {
  addHook(name: "onRoute", hook: (route: { method: string | readonly string[]; url: string }) => void): unknown;
  ready(): PromiseLike<unknown>;
  close(): PromiseLike<unknown>;
}

interface FastifyCollector {
  /** Undefined when it is no app that was made since. */
  routesOf(app: unknown): Promise<readonly AppRoute[] | undefined>;
  stop(): void;
}

/** Fastify publishes every app that is made, before it has routes: that is when a hook can see all of them. */
function collectFastifyRoutes(): FastifyCollector {
  const channel = "fastify.initialization";
  const apps = new Map<unknown, AppRoute[]>();
  const onApp = (message: unknown): void => {
    const { fastify } = message as { readonly fastify: FastifyApp };
    const routes: AppRoute[] = [];
    apps.set(fastify, routes);
    fastify.addHook("onRoute", ({ method, url }) => {
      for (const one of [method].flat()) routes.push({ method: one, path: url.startsWith("/") ? url : `/${url}` });
    });
  };
  subscribe(channel, onApp);
  return {
    async routesOf(app) {
      const routes = apps.get(app);
      if (routes === undefined) return undefined;
      const fastify = app as FastifyApp;
      await fastify.ready();
      await fastify.close();
      return routes;
    },
    stop: () => void unsubscribe(channel, onApp),
  };
}

/** HEAD is GET to a policy. */
function asLines(routes: readonly AppRoute[]): string {
  const lines = new Set(routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`));
  const isShown = (line: string): boolean => !(line.startsWith("HEAD ") && lines.has(line.replace("HEAD", "GET")));
  return [...lines]
    .filter(isShown)
    .map((line) => `${line}\n`)
    .join("");
}
