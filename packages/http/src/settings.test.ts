import { X509Certificate } from "node:crypto";
import { createServer, request as requestOver, type Server } from "node:http";
import { connect as connectHttp2, createServer as createHttp2 } from "node:http2";
import { createServer as createHttps, request as requestSecure } from "node:https";
import { connect, type AddressInfo, type Server as NetServer } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { thumbprintOf } from "@authz/identity";
import express from "express";
import fastify from "fastify";
import { generate } from "selfsigned";
import { answerRefused, protect as protectExpress } from "./express/index.ts";
import { answerRefused as answerInFastify, protect as protectFastify } from "./fastify/index.ts";
import { createGuard } from "./guard/guard.ts";
import { fromNode, protect } from "./node/index.ts";
import { sendRaw } from "./testing/raw-request.ts";
import { createWorld, todos } from "./testing/world.ts";

const world = await createWorld();
const errors: string[] = [];
const guard = createGuard({ ...world.options, onError: (error) => void errors.push(String(error)) });
const bearer = async (claims?: Parameters<typeof world.token>[0]) => [
  `Authorization: Bearer ${await world.token(claims)}`,
];
const someonesTodo = { type: "Todo", id: "t2", properties: todos.get("t2")! };

let servers: (NetServer & { closeAllConnections?: () => void })[] = [];
afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections?.();
    await new Promise((done) => server.close(done));
  }
  servers = [];
});

function listen(server: NetServer): Promise<number> {
  servers.push(server);
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port)));
}

describe("express", () => {
  test("mounted, the whole path counts", async () => {
    const app = express();
    app.use("/todos", protectExpress(guard));
    app.use("/health", protectExpress(guard));
    app.get("/todos/:todo", (request, response) => void response.json(request.authz?.asked?.resource.id));
    app.get("/health", (_request, response) => void response.json("well"));
    const port = await listen(createServer(app));
    expect(await sendRaw(port, { target: "/todos/t1", headers: await bearer() })).toMatchObject({
      status: 200,
      body: '"t1"',
    });
    expect(await sendRaw(port, { target: "/todos/t2", headers: await bearer() })).toMatchObject({ status: 403 });
    for (const target of ["/health", "/health?x=1"])
      expect(await sendRaw(port, { target })).toMatchObject({ status: 200, body: '"well"' });
    expect(await sendRaw(port, { target: "/health/" })).toMatchObject({ status: 400 });
  });

  test("what was rewritten before is what is decided and routed", async () => {
    const app = express();
    app.use((request, _response, next) => {
      request.url = request.url.replace(/^\/v1\//, "/");
      if (request.headers["x-http-method-override"] === "PUT") request.method = "PUT";
      next();
    });
    app.use(protectExpress(guard));
    app.all("/todos/:todo", (request, response) => void response.json(request.authz?.asked?.action.name));
    const port = await listen(createServer(app));
    const headers = await bearer();
    expect(await sendRaw(port, { target: "/v1/todos/t1", headers })).toMatchObject({ status: 200, body: '"read"' });
    expect(await sendRaw(port, { target: "/v1/todos/t2", headers })).toMatchObject({ status: 403 });
    const put = ["X-HTTP-Method-Override: PUT", ...headers];
    expect(await sendRaw(port, { target: "/v1/todos/t1", headers: put })).toMatchObject({
      status: 200,
      body: '"update"',
    });
    expect(await sendRaw(port, { target: "/v1/todos/locked", headers: put })).toMatchObject({ status: 403 });
  });

  test("other errors go on to other handlers", async () => {
    const app = express();
    app.use(protectExpress(guard));
    app.get("/health", () => {
      throw new TypeError("secret");
    });
    app.use(answerRefused);
    app.use((error: Error, _request: unknown, response: express.Response, _next: unknown) => {
      response.status(418).json(error.name);
    });
    expect(await sendRaw(await listen(createServer(app)), { target: "/health" })).toMatchObject({
      status: 418,
      body: '"TypeError"',
    });
  });
});

describe("fastify", () => {
  test("with routes that take letters of any case, what is another endpoint's in another case is refused", async () => {
    const app = fastify({ routerOptions: { caseSensitive: false } });
    protectFastify(app, guard);
    app.get("/health", () => "well");
    expect((await app.inject("/health")).statusCode).toBe(200);
    expect((await app.inject("/HEALTH")).statusCode).toBe(403);
    await app.close();
  });

  test("with an error handler of one's own", async () => {
    const app = fastify();
    protectFastify(app, guard, { errorHandler: false });
    app.setErrorHandler((error, request, reply) => {
      try {
        return answerInFastify(error, request, reply);
      } catch {
        return reply.code(418).send("tea");
      }
    });
    app.get("/health", (request) => request.authz.require("read", someonesTodo));
    app.get("/pages/*", () => Promise.reject(new Error("secret")));
    const refused = await app.inject("/health");
    expect([refused.statusCode, refused.headers["www-authenticate"]]).toEqual([401, expect.stringContaining("Bearer")]);
    expect(await app.inject("/pages/a")).toMatchObject({ statusCode: 418, body: "tea" });
    await app.close();
  });

  test("routes of plugins, and those that were there before, are guarded as well; so is what is not there", async () => {
    const app = fastify();
    app.get("/before", () => "reached");
    protectFastify(app, guard);
    app.register(async (child) => void child.get("/child", () => "reached"));
    for (const url of ["/before", "/child", "/nothing"]) expect((await app.inject(url)).statusCode).toBe(403);
    await app.close();
  });
});

describe("node:http", () => {
  test("a handler that fails answers 500 and tells nothing; one that has begun ends the connection", async () => {
    errors.length = 0;
    const listener = protect(guard, (request, response) => {
      if (request.url === "/pages/late") response.writeHead(200, { "content-length": "100" }).write("half");
      throw new Error("secret");
    });
    const port = await listen(createServer(listener));
    const early = await sendRaw(port, { target: "/health" });
    expect(early.status).toBe(500);
    expect(early.body).not.toContain("secret");
    // The connection ends in the middle, so nobody takes it for a whole answer.
    const late = await sendRaw(port, { target: "/pages/late" });
    expect(["", "half"]).toContain(late.body);
    expect(errors).toEqual(["Error: secret", "Error: secret"]);
  });

  test("a body that nobody reads keeps nobody waiting", async () => {
    const port = await listen(createServer(protect(guard, (_request, response) => response.end())));
    const sent = requestOver({ port, host: "127.0.0.1", method: "POST", path: "/todos/t1/share" });
    const answered = new Promise<number>((done) =>
      sent.on("response", (response) => done(response.resume().statusCode ?? 0)),
    );
    sent.on("error", () => undefined).write("x".repeat(1_000_000));
    sent.end();
    expect(await answered).toBe(401);
  });

  test("whoever goes away leaves nothing behind", async () => {
    const port = await listen(createServer(protect(guard, (_request, response) => response.end("late"))));
    for (const text of ["GET /todos/t1 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /health HTTP/1.1\r\n"]) {
      await new Promise<void>((done) => {
        const socket = connect(port, "127.0.0.1", () => {
          socket.write(text);
          socket.resetAndDestroy();
          done();
        });
        socket.on("error", () => undefined);
      });
    }
    expect(await sendRaw(port, { target: "/health" })).toMatchObject({ status: 200 });
  });

  test("upgrades are asked about by hand", async () => {
    const server: Server = createServer(protect(guard, (_request, response) => response.end()));
    server.on("upgrade", (request, socket) => {
      void guard.authorize(fromNode(request)).then(({ kind }) => {
        socket.end(kind === "allowed" ? "HTTP/1.1 200 Upgraded\r\n\r\n" : "HTTP/1.1 403 Forbidden\r\n\r\n");
      });
    });
    const port = await listen(server);
    const upgrade = ["Connection: Upgrade", "Upgrade: websocket"];
    expect((await sendRaw(port, { target: "/health", headers: upgrade })).status).toBe(200);
    expect((await sendRaw(port, { target: "/todos/t1", headers: upgrade })).status).toBe(403);
  });

  test("HTTP/2 is read in the same way", async () => {
    const listener = protect(guard, (_request, response, authz) => response.end(authz.subject.id));
    const port = await listen(createHttp2(listener as unknown as Parameters<typeof createHttp2>[0] as never));
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    const ask = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<number> =>
      new Promise((done) => {
        const stream = session.request({ ":path": path, ...headers });
        stream
          .on("response", (answer) => done(Number(answer[":status"])))
          .resume()
          .end();
      });
    const authorization = (await bearer())[0]!.replace("Authorization: ", "");
    expect(await ask("/todos/t1")).toBe(401);
    expect(await ask("/todos/t1", { authorization })).toBe(200);
    expect(await ask("/todos/t2", { authorization })).toBe(403);
    expect(await ask("//todos/t1", { authorization })).toBe(400);
    session.destroy();
  });
});

test("a token that is bound to a client certificate counts over a connection with that certificate alone", async () => {
  const [server, client, other] = await Promise.all(
    ["localhost", "client", "other"].map((name) =>
      generate([{ name: "commonName", value: name }], {
        keyType: "ec",
        algorithm: "sha256",
        notAfterDate: new Date("2030-01-01"),
      }),
    ),
  );
  const ca = [client!.cert, other!.cert];
  const own = createGuard({ ...world.options, clock: () => new Date() });
  const listener = protect(own, (_request, response) => response.end("ok"));
  const tls = { key: server!.private, cert: server!.cert, ca, requestCert: true, rejectUnauthorized: false };
  const port = await listen(createHttps(tls, listener));
  const cnf = { "x5t#S256": thumbprintOf(new X509Certificate(client!.cert).raw) };
  const [authorization] = (await bearer({ cnf })).map((line) => line.replace("Authorization: ", ""));
  const ask = (shown: Awaited<ReturnType<typeof generate>> | undefined): Promise<number> =>
    new Promise((done, reject) => {
      const certificate = shown === undefined ? {} : { key: shown.private, cert: shown.cert };
      const options = {
        port,
        host: "127.0.0.1",
        path: "/todos/t1",
        ca: server!.cert,
        servername: "localhost",
        agent: false,
      };
      const sent = requestSecure({ ...options, ...certificate, headers: { authorization } }, (response) => {
        done(response.resume().statusCode ?? 0);
      });
      sent.on("error", reject).end();
    });
  expect([await ask(client), await ask(other), await ask(undefined)]).toEqual([200, 401, 401]);
});
