/** The same small API guarded in several ways: two todos, whose owner alone may read one, with a token that has `todos:read`. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createMongoAbility, subject } from "@casl/ability";
import fastifyJwt from "@fastify/jwt";
import express from "express";
import { auth, requiredScopes } from "express-oauth2-jwt-bearer";
import fastify, { type FastifyInstance } from "fastify";
import { compile, type Json } from "@authz/engine";
import { parsePolicy } from "@authz/dsl";
import { createGuard, type Guard } from "@authz/http";
import * as ours from "@authz/http/express";
import { protect as protectFastify } from "@authz/http/fastify";
import { openIdentity, readIdentityConfig } from "@authz/identity";

export const issuer = "https://login.example.com";
export const audience = "https://todos.example.com";
export type SigningAlgorithm = "ES256" | "RS256";

/** The issuer's public key in the forms that the contenders take. */
export interface PublishedKey {
  readonly alg: SigningAlgorithm;
  readonly jwk: Readonly<Record<string, Json>>;
  readonly pem: string;
  /** Where the set with the key is served. */
  readonly address: string;
}

const todos = new Map([
  ["milk", { id: "milk", owner: "ana" }],
  ["bread", { id: "bread", owner: "bo" }],
]);

const policyText = `subject User
resource Todo {
  owner: User
  action read
  allow owner to read
}
scope "todos:read" covers read on Todo
endpoint "GET /todos/{todo}" is read on Todo "{todo}"
`;

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Servers by what guards them; `bare` of each framework has no guard. */
export async function createContenders(key: PublishedKey): Promise<ReadonlyMap<string, Server>> {
  const guard = await openGuard(key);
  return new Map([
    ["Fastify, bare", await fastifyServer(() => undefined)],
    ["Fastify, @authz/http", await fastifyServer((app) => protectFastify(app, guard))],
    ["Fastify, @fastify/jwt + CASL", await fastifyServer((app) => protectByCasl(app, key, false))],
    ["Fastify, @fastify/jwt with cache + CASL", await fastifyServer((app) => protectByCasl(app, key, true))],
    ["Express, bare", expressServer((app) => app.get("/todos/:todo", sendTodo))],
    ["Express, @authz/http", expressServer((app) => app.use(ours.protect(guard)).get("/todos/:todo", sendTodo))],
    ["Express, express-oauth2-jwt-bearer", expressServer((app) => protectByBearer(app, key))],
  ]);
}

async function openGuard({ alg, jwk }: PublishedKey): Promise<Guard> {
  const { policy, diagnostics } = parsePolicy([{ name: "todos.authz", text: policyText }]);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  const keys = { set: { keys: [jwk] } };
  const read = readIdentityConfig({
    issuers: { corp: { issuer, audience, algorithms: [alg], keys, user: { type: "User", id: "{sub}" } } },
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const readFile = (): Promise<never> => Promise.reject(new Error("nothing is read"));
  const opened = await openIdentity(read.config, { clock: () => new Date(), env: {}, readFile });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return createGuard({
    engine: compile(policy),
    tokens: opened.authenticator,
    loadResource({ resource: { id } }) {
      const todo = todos.get(id);
      return todo && { properties: { owner: { type: "User", id: todo.owner } }, value: todo };
    },
  });
}

async function fastifyServer(guard: (app: FastifyInstance) => unknown): Promise<Server> {
  let listener: Listener | undefined;
  const app = fastify({
    serverFactory: (handler) => {
      listener = handler;
      return createServer(handler);
    },
  });
  await guard(app);
  app.get<{ Params: { todo: string } }>("/todos/:todo", (request) => todos.get(request.params.todo) ?? {});
  await app.ready();
  if (listener === undefined) throw new Error("no server was made");
  return createServer(listener);
}

/** As its documentation has it, with an ability for each caller and the scope as a condition of it. */
async function protectByCasl(app: FastifyInstance, { alg, pem }: PublishedKey, cache: boolean): Promise<void> {
  await app.register(fastifyJwt, {
    secret: { public: pem },
    verify: { algorithms: [alg], allowedIss: issuer, allowedAud: audience, cache },
  });
  app.addHook("onRequest", async (request, reply) => {
    try {
      await request.jwtVerify();
    } catch {
      return reply.code(401).send({ error: "invalid_token" });
    }
    const { sub, scope } = request.user as { readonly sub: string; readonly scope: string };
    const mayRead = scope.split(" ").includes("todos:read");
    const rules = [{ action: "read", subject: "Todo", conditions: { owner: sub } }];
    const ability = createMongoAbility(mayRead ? rules : []);
    const todo = todos.get((request.params as { readonly todo: string }).todo);
    if (todo !== undefined && ability.can("read", subject("Todo", { ...todo }))) return undefined;
    return reply.code(403).send({ error: "forbidden" });
  });
}

type App = ReturnType<typeof express>;

function expressServer(guard: (app: App) => unknown): Server {
  const app = express();
  guard(app);
  return createServer(app);
}

function sendTodo(request: express.Request<{ todo: string }>, response: express.Response): void {
  response.json(todos.get(request.params.todo) ?? {});
}

function protectByBearer(app: App, { alg, address }: PublishedKey): void {
  app.use(auth({ issuer, audience, jwksUri: address, tokenSigningAlg: alg }));
  app.get("/todos/:todo", requiredScopes("todos:read"), (request, response) => {
    const todo = todos.get(request.params.todo as string);
    if (todo?.owner === request.auth?.payload.sub) response.json(todo);
    else response.status(403).json({ error: "forbidden" });
  });
  const answerError: express.ErrorRequestHandler = (error: { readonly status?: number }, _request, response, _next) => {
    response.status(error.status ?? 500).json({ error: "refused" });
  };
  app.use(answerError);
}
