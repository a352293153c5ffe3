import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Decision } from "@authz/engine";
import { createGuard } from "./guard/guard.ts";
import { bearer, challenges, stepUp } from "./testing/challenges.ts";
import { integrations, type Handle, type Running } from "./testing/integrations.ts";
import { sendRaw } from "./testing/raw-request.ts";
import { createWorld, todos } from "./testing/world.ts";

const world = await createWorld();

describe.each(Object.entries(integrations))("inside of a handler of %s", (_name, start) => {
  let server: Running;
  const list = [...todos.keys()].map((id) => ({ id, row: todos.get(id) ?? {} }));
  const resourceOf = ({ id, row }: (typeof list)[number]) => ({ type: "Todo", id, properties: row });
  const errors: string[] = [];
  const questions: Record<string, Handle> = {
    check: async (_route, _parameters, authz) => {
      const decisions: Decision[] = [];
      for (const item of list) decisions.push((await authz!.check("read", resourceOf(item))) satisfies Decision);
      return decisions.map(({ code }) => code);
    },
    filter: async (_route, _parameters, authz) => (await authz!.filter("read", list, resourceOf)).map(({ id }) => id),
    require: async (_route, _parameters, authz) => {
      await authz!.require("read", { type: "Todo", id: "t1", properties: todos.get("t1")! });
      return "done";
    },
    refused: async (_route, _parameters, authz) => {
      await authz!.require("read", { type: "Todo", id: "t2", properties: todos.get("t2")! });
      return "done";
    },
    stepUp: (_route, _parameters, authz) =>
      authz!.require("erase", { type: "Todo", id: "t1", properties: todos.get("t1")! }),
  };

  beforeAll(async () => {
    const guard = createGuard({ ...world.options, onError: (error) => void errors.push(String(error)) });
    const handle: Handle = (route, [page = ""], authz) => questions[page]?.(route, [], authz);
    server = await start([{ method: "GET", path: "/pages/{page...}" }], handle, guard);
  });
  afterAll(() => server.close());

  const ask = async (page: string, headers?: readonly string[]): ReturnType<typeof sendRaw> =>
    sendRaw(server.port, { target: `/pages/${page}`, headers: headers ?? bearer(await world.token()) });

  test("check decides about another object", async () => {
    expect(JSON.parse((await ask("check")).body)).toEqual(["granted", "no_grant", "granted", "invalid_request"]);
  });
  test("filter keeps those that are allowed", async () => {
    expect(JSON.parse((await ask("filter")).body)).toEqual(["t1", "locked"]);
  });
  test("filter keeps nothing for nobody", async () => {
    expect(JSON.parse((await ask("filter", [])).body)).toEqual([]);
  });
  test("require lets through what is allowed", async () => {
    expect(await ask("require")).toMatchObject({ status: 200, body: '"done"' });
  });
  test("require answers as the guard would", async () => {
    const refused = await ask("refused");
    expect([refused.status, refused.headers.get("content-type")]).toEqual([
      403,
      [expect.stringMatching(/^application\/problem\+json/)],
    ]);
    expect(JSON.parse(refused.body)).toMatchObject({ title: "Forbidden", status: 403 });
    expect((await ask("refused", [])).headers.get("www-authenticate")).toEqual([challenges()]);
    const weak = await ask("stepUp");
    expect([weak.status, weak.headers.get("www-authenticate")]).toEqual([401, [challenges(stepUp)]]);
    expect(errors).toEqual([]);
  });
});
