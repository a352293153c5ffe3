import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import fastify, { type FastifyServerOptions } from "fastify";
import { Hono } from "hono";
import type { Authz } from "../guard/authz.ts";
import type { Guard } from "../guard/guard.ts";
import * as expressGuard from "../express/index.ts";
import * as fastifyGuard from "../fastify/index.ts";
import * as fetchGuard from "../fetch/index.ts";
import * as nodeGuard from "../node/index.ts";

/** A route of an application: method and path as policies write them. */
export interface Route {
  readonly method: string;
  readonly path: string;
}

/** What a route's handler does; what it returns is answered as JSON. `parameters` are the framework's own, in order. */
export type Handle = (route: Route, parameters: readonly string[], authz: Authz | undefined) => unknown;

export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts an application with these routes, guarded or bare. */
export type Integration = (routes: readonly Route[], handle: Handle, guard?: Guard) => Promise<Running>;

const startNode: Integration = (routes, handle, guard) => {
  const answer = async (request: IncomingMessage, authz: Authz | undefined): Promise<string> => {
    // As many applications do it, although it reads `//admin` as the name of a server.
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    const method = request.method === "HEAD" ? "GET" : request.method;
    for (const route of routes) {
      const found = route.method === method ? new RegExp(`^${patternOf(route.path)}$`).exec(pathname) : null;
      if (found !== null) return JSON.stringify(await handle(route, found.slice(1).map(decodeURIComponent), authz));
    }
    return "null";
  };
  const bare: RequestListener = (request, response) => {
    answer(request, undefined).then(
      (text) => response.writeHead(text === "null" ? 404 : 200).end(text),
      () => response.writeHead(500).end(),
    );
  };
  if (guard === undefined) return listen(createServer(bare));
  const guarded = nodeGuard.protect(guard, async (request, response, authz) => {
    const text = await answer(request, authz);
    response.writeHead(text === "null" ? 404 : 200).end(text);
  });
  return listen(createServer(guarded));
};

function patternOf(path: string): string {
  return path
    .replaceAll(/[.+*?^$()[\]|\\]/g, "\\$&")
    .replaceAll(/\{\w+\\\.\\\.\\\.\}/g, "(.+)")
    .replaceAll(/\{\w+\}/g, "([^/]+)");
}

function startExpressWith(caseSensitive: boolean): Integration {
  return (routes, handle, guard) => {
    const app = express();
    app.set("env", "test");
    if (caseSensitive) app.enable("case sensitive routing");
    if (guard !== undefined) app.use(expressGuard.protect(guard, { caseSensitive }));
    for (const route of routes) {
      const path = route.path
        .replaceAll(/[+?!()[\]]/g, "\\$&")
        .replaceAll(/\{(\w+)\.\.\.\}/g, "*$1")
        .replaceAll(/\{(\w+)\}/g, ":$1");
      const method = route.method.toLowerCase() as "get";
      app[method](path, async (request, response) => {
        const parameters = Object.values(request.params as Record<string, string | string[]>);
        const values = parameters.map((value) => (Array.isArray(value) ? value.join("/") : value));
        response.json(await handle(route, values, request.authz));
      });
    }
    app.use(expressGuard.answerRefused);
    return listen(createServer(app));
  };
}

const startFastify: Integration = (routes, handle, guard) => startFastifyWith({}, routes, handle, guard);

/** All that makes a router take more than one path for the same. */
const startLenient: Integration = (routes, handle, guard) => {
  const flags = { caseSensitive: false, ignoreTrailingSlash: true, ignoreDuplicateSlashes: true };
  // Not in the type of these options, but looked at.
  const delimiter = { useSemicolonDelimiter: true };
  return startFastifyWith({ ...flags, ...delimiter, maxParamLength: 10_000 }, routes, handle, guard);
};

async function startFastifyWith(
  routerOptions: NonNullable<FastifyServerOptions["routerOptions"]>,
  routes: readonly Route[],
  handle: Handle,
  guard?: Guard,
): Promise<Running> {
  const app = fastify({ forceCloseConnections: true, routerOptions });
  if (guard !== undefined) fastifyGuard.protect(app, guard);
  for (const route of routes) {
    const url = route.path.replaceAll(/\{\w+\.\.\.\}/g, "*").replaceAll(/\{(\w+)\}/g, ":$1");
    app.route({
      method: route.method,
      url,
      handler: async (request, reply) => {
        const parameters = Object.values(request.params as Record<string, string>);
        const result = await handle(route, parameters, guard === undefined ? undefined : request.authz);
        return reply.type("application/json").send(JSON.stringify(result));
      },
    });
  }
  await app.listen({ port: 0, host: "127.0.0.1" });
  return { port: (app.server.address() as AddressInfo).port, close: () => app.close() };
}

/** What a `Request` does not say. */
const connection = { address: "127.0.0.1", secure: true };

type Variables = { readonly Variables: { authz: Authz } };

const startHono: Integration = (routes, handle, guard) => {
  const app = new Hono<Variables>();
  if (guard !== undefined) app.use(fetchGuard.honoGuard(guard, () => connection));
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\.\.\.\}/g, ":$1{.+}").replaceAll(/\{(\w+)\}(?!\})/g, ":$1");
    app.on(route.method, path, async (context) => {
      const parameters = Object.values(context.req.param() as Record<string, string>);
      return context.json(await handle(route, parameters, guard === undefined ? undefined : context.get("authz")));
    });
  }
  return serve((request) => app.fetch(request));
};

/** A fetch handler without a framework, routed by hand. */
const startFetch: Integration = (routes, handle, guard) => {
  const answer = async (request: Request, authz: Authz | undefined): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const method = request.method === "HEAD" ? "GET" : request.method;
    for (const route of routes) {
      const found = route.method === method ? new RegExp(`^${patternOf(route.path)}$`).exec(pathname) : null;
      if (found !== null) return Response.json(await handle(route, found.slice(1).map(decodeURIComponent), authz));
    }
    return new Response("null", { status: 404 });
  };
  const handler =
    guard === undefined
      ? (request: Request) => answer(request, undefined)
      : fetchGuard.protect(guard, answer, () => connection);
  return serve(handler);
};

function serve(handler: (request: Request) => Promise<Response> | Response): Promise<Running> {
  const listener = getRequestListener(handler, { overrideGlobalObjects: false });
  return listen(createServer((request, response) => void listener(request, response)));
}

function listen(server: Server): Promise<Running> {
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      done({
        port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

export const integrations: Readonly<Record<string, Integration>> = {
  "node:http": startNode,
  express: startExpressWith(false),
  "express, case-sensitive": startExpressWith(true),
  fastify: startFastify,
  "fastify, lenient": startLenient,
  hono: startHono,
  fetch: startFetch,
};
