import { challenges, basic, scope, stepUp, bearer, ana, t1 } from "./challenges.ts";
import type { Row } from "./rows.ts";
import { httpLimits } from "../limits.ts";
import { now } from "./world.ts";

/** What is allowed to whom is known, and what becomes of requests that are about nothing. */
export const decisionRows: readonly Row[] = [
  {
    name: "a token whose scope is too small",
    send: async ({ token }) => ({ method: "PUT", target: t1, headers: bearer(await token({ scope: "todos:read" })) }),
    status: 403,
    challenge: challenges(scope("todos:write")),
    body: { title: "Forbidden", error: "insufficient_scope", any_of: ["todos:write"], all_of: [] },
  },
  {
    name: "a token without the scope that is required besides",
    send: async ({ token }) => ({
      method: "POST",
      target: `${t1}/share`,
      headers: bearer(await token({ scope: "todos:read" })),
    }),
    status: 403,
    challenge: challenges(scope("todos:write todos:share")),
  },
  {
    name: "a bound token whose scope is too small",
    send: async ({ bound }) => ({ method: "PUT", target: t1, headers: await bound("PUT", t1, {}, { scope: "" }) }),
    status: 403,
    challenge: challenges("", scope("todos:write")),
  },
  {
    name: "a sign-in that is too weak",
    send: async ({ token }) => ({ method: "DELETE", target: t1, headers: bearer(await token({ acr: "pwd" })) }),
    status: 401,
    challenge: challenges(stepUp),
    body: { error: "insufficient_user_authentication", acr_values: "phr phrh", max_age: 900 },
  },
  {
    name: "a sign-in that is too old",
    send: async ({ token }) => ({
      method: "DELETE",
      target: t1,
      headers: bearer(await token({ acr: "phr", auth_time: now.getTime() / 1000 - 901 })),
    }),
    status: 401,
    challenge: challenges(stepUp),
  },
  {
    name: "a strong sign-in",
    send: async ({ token }) => ({ method: "DELETE", target: t1, headers: bearer(await token({ acr: "phr" })) }),
    status: 200,
  },
  {
    name: "a password where more is needed",
    send: () => ({ method: "DELETE", target: t1, headers: [`Authorization: Basic ${ana}`] }),
    status: 401,
    challenge: challenges(stepUp),
  },
  {
    name: "a password where more is needed, and there is nothing more",
    with: "passwords only",
    send: () => ({ method: "DELETE", target: t1, headers: [`Authorization: Basic ${ana}`] }),
    status: 403,
  },
  {
    name: "somebody else's todo",
    send: async ({ token }) => ({ target: "/todos/t2", headers: bearer(await token()) }),
    status: 403,
    body: { title: "Forbidden", status: 403 },
  },
  {
    name: "a todo that is not there looks the same",
    send: async ({ token }) => ({ target: "/todos/none", headers: bearer(await token()) }),
    status: 403,
    body: { title: "Forbidden", status: 403 },
  },
  {
    name: "what a rule denies, without its reason",
    send: async ({ token }) => ({ method: "PUT", target: "/todos/locked", headers: bearer(await token()) }),
    status: 403,
    body: { title: "Forbidden", status: 403 },
  },
  {
    name: "what a rule denies, with its reason",
    with: "reasons",
    send: async ({ token }) => ({ method: "PUT", target: "/todos/locked", headers: bearer(await token()) }),
    status: 403,
    body: { detail: "locked todos stay as they are" },
  },
  {
    name: "data of a wrong type",
    send: async ({ token }) => ({ target: "/todos/odd", headers: bearer(await token()) }),
    status: 400,
    body: { title: "Bad Request" },
  },
  {
    name: "what is not listed",
    send: async ({ token }) => ({ target: "/secret", headers: bearer(await token()) }),
    status: 403,
    body: { title: "Forbidden", status: 403 },
  },
  {
    name: "what is not listed, as if it were not there",
    with: "404 for what is not listed",
    send: () => ({ target: "/secret" }),
    status: 404,
    body: { title: "Not Found", status: 404 },
  },
  {
    name: "a method that is not listed",
    send: async ({ token }) => ({ method: "PATCH", target: t1, headers: bearer(await token()) }),
    status: 403,
  },
  { name: "OPTIONS, which nobody has allowed", send: () => ({ method: "OPTIONS", target: t1 }), status: 403 },
  {
    name: "HEAD for nobody",
    send: () => ({ method: "HEAD", target: t1 }),
    status: 401,
    challenge: challenges(),
  },
  {
    name: "a path with tricks",
    send: () => ({ target: "/todos/a%2fb" }),
    status: 400,
    body: { title: "Bad Request", detail: "The path of the request is ambiguous." },
  },
  {
    name: "a path that is too long",
    send: () => ({ target: `/${"a".repeat(httpLimits.targetLength)}` }),
    status: 414,
    body: { title: "URI Too Long" },
  },
  {
    name: "a path that is just not too long",
    send: () => ({ target: `/${"a".repeat(httpLimits.targetLength - 1)}` }),
    status: 403,
  },
  {
    name: "a method in a header, which nobody looks at",
    send: async ({ token }) => ({
      method: "GET",
      target: "/todos/locked",
      headers: [...bearer(await token()), "X-HTTP-Method-Override: DELETE", "X-Method-Override: DELETE"],
    }),
    status: 200,
  },
  {
    name: "a callback that throws",
    with: "a callback that throws",
    send: async ({ token }) => ({ target: t1, headers: bearer(await token()) }),
    status: 500,
    body: { title: "Internal Server Error", status: 500 },
  },
  {
    name: "a callback that rejects",
    with: "a callback that rejects",
    send: async ({ token }) => ({ target: t1, headers: bearer(await token()) }),
    status: 500,
    body: { title: "Internal Server Error", status: 500 },
  },
  {
    name: "revocations that cannot be had",
    with: "keys that cannot be looked up",
    send: async ({ token }) => ({ target: t1, headers: bearer(await token()) }),
    status: 503,
    body: { title: "Service Unavailable" },
  },
  {
    name: "a realm with tricks",
    with: "a realm with tricks",
    send: () => ({ target: t1 }),
    status: 401,
    challenge: challenges().replaceAll('realm="api"', 'realm="aSet-Cookie: x=1"'),
  },
  {
    name: "nobody, where no credential would help",
    with: "no credentials at all",
    send: () => ({ target: t1 }),
    status: 403,
  },
  {
    name: "nobody, where passwords are all there is",
    with: "passwords only",
    send: () => ({ target: t1 }),
    status: 401,
    challenge: basic,
  },
];
