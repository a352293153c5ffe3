import { challenges, malformed, invalid, badProof, bearer, ana, t1 } from "./challenges.ts";
import type { Row } from "./rows.ts";
import { nonces } from "./settings.ts";

/** Who is taken for whom. */
export const credentialRows: readonly Row[] = [
  { name: "a public endpoint", send: () => ({ target: "/health" }), status: 200 },
  {
    name: "a public endpoint, whatever the credential is like",
    send: () => ({ target: "/health", headers: bearer("broken") }),
    status: 200,
  },
  { name: "what anyone may, by nobody", send: () => ({ target: "/pages/a/b" }), status: 200 },
  {
    name: "nobody",
    send: () => ({ target: t1 }),
    status: 401,
    challenge: challenges(),
    body: { title: "Unauthorized", status: 401, detail: "The request needs a credential." },
  },
  {
    name: "a scheme that is not taken",
    send: () => ({ target: t1, headers: ['Authorization: Digest username="ana"'] }),
    status: 401,
    challenge: challenges(),
  },
  { name: "a good token", send: async ({ token }) => ({ target: t1, headers: bearer(await token()) }), status: 200 },
  {
    name: "a scheme in any case, spaces before the token",
    send: async ({ token }) => ({ target: t1, headers: [`aUTHORIZATION: bEaReR   ${await token()}`] }),
    status: 200,
  },
  {
    name: "no token behind the scheme",
    send: () => ({ target: t1, headers: ["Authorization: Bearer"] }),
    status: 400,
    challenge: challenges(malformed),
    body: { title: "Bad Request", error: "invalid_request" },
  },
  {
    name: "two Authorization headers",
    send: async ({ token }) => ({ target: t1, headers: [...bearer(await token()), ...bearer(await token())] }),
    status: 400,
    challenge: challenges(malformed),
  },
  {
    name: "a list of credentials",
    send: async ({ token }) => ({ target: t1, headers: [`Authorization: Bearer ${await token()}, Basic ${ana}`] }),
    status: 400,
    challenge: challenges(malformed),
  },
  {
    name: "a token and a key",
    send: async ({ token, apiKey }) => ({ target: t1, headers: [...bearer(await token()), `X-API-Key: ${apiKey}`] }),
    status: 400,
    challenge: challenges(malformed),
  },
  {
    name: "two keys",
    send: ({ apiKey }) => ({ target: t1, headers: [`X-API-Key: ${apiKey}`, `X-API-Key: ${apiKey}`] }),
    status: 400,
    challenge: challenges(malformed),
  },
  {
    name: "a token in the query, which nobody looks at",
    send: async ({ token }) => ({ target: `${t1}?access_token=${await token()}` }),
    status: 401,
    challenge: challenges(),
  },
  {
    name: "no token at all",
    send: () => ({ target: t1, headers: bearer("not a token") }),
    status: 401,
    challenge: challenges(invalid),
    body: { title: "Unauthorized", error: "invalid_token" },
  },
  {
    name: "an expired token",
    send: async ({ token }) => ({ target: t1, headers: bearer(await token({ exp: 1, iat: 0 })) }),
    status: 401,
    challenge: challenges(invalid),
  },
  {
    name: "a token for somebody else",
    send: async ({ token }) => ({ target: t1, headers: bearer(await token({ aud: "https://other.example.com" })) }),
    status: 401,
    challenge: challenges(invalid),
  },
  {
    name: "a bound token as a plain one",
    send: async ({ boundToken }) => ({ target: t1, headers: bearer(await boundToken()) }),
    status: 401,
    challenge: challenges(invalid),
  },
  { name: "a proven token", send: async ({ bound }) => ({ target: t1, headers: await bound("GET", t1) }), status: 200 },
  {
    name: "a proof for the path without its query",
    send: async ({ bound }) => ({ target: `${t1}?a=1`, headers: await bound("GET", t1) }),
    status: 200,
  },
  {
    name: "a proof for another method",
    send: async ({ bound }) => ({ target: t1, headers: await bound("PUT", t1) }),
    status: 401,
    challenge: challenges("", badProof),
    body: { error: "invalid_dpop_proof" },
  },
  {
    name: "a proof for another path",
    send: async ({ bound }) => ({ target: t1, headers: await bound("GET", "/todos/t2") }),
    status: 401,
    challenge: challenges("", badProof),
  },
  {
    name: "no proof",
    send: async ({ boundToken }) => ({ target: t1, headers: [`Authorization: DPoP ${await boundToken()}`] }),
    status: 401,
    challenge: challenges("", badProof),
  },
  {
    name: "two proofs",
    send: async ({ bound }) => {
      const headers = await bound("GET", t1);
      return { target: t1, headers: [...headers, headers[1] ?? ""] };
    },
    status: 401,
    challenge: challenges("", badProof),
  },
  {
    name: "a token that is bound to nothing, as a bound one",
    send: async ({ token }) => ({ target: t1, headers: [`Authorization: DPoP ${await token()}`] }),
    status: 401,
    challenge: challenges("", invalid),
  },
  {
    name: "a proof without the nonce",
    with: "nonces",
    send: async ({ bound }) => ({ target: t1, headers: await bound("GET", t1) }),
    status: 401,
    challenge: challenges(
      "",
      ', error="use_dpop_nonce", error_description="The DPoP proof needs the nonce of the header DPoP-Nonce."',
    ),
  },
  {
    name: "a proof with the nonce",
    with: "nonces",
    send: async ({ bound }) => ({ target: t1, headers: await bound("GET", t1, { nonce: nonces.current() }) }),
    status: 200,
  },
  { name: "a password", send: () => ({ target: t1, headers: [`Authorization: Basic ${ana}`] }), status: 200 },
  {
    name: "a wrong password",
    send: () => ({ target: t1, headers: [`Authorization: Basic ${btoa("ana:wrong")}`] }),
    status: 401,
    challenge: challenges(),
  },
  {
    name: "no password",
    send: () => ({ target: t1, headers: ["Authorization: Basic !!!"] }),
    status: 400,
    challenge: challenges(),
  },
  {
    name: "a key whose program may not",
    send: ({ apiKey }) => ({ method: "PUT", target: t1, headers: [`X-API-Key: ${apiKey}`] }),
    status: 403,
    body: { title: "Forbidden", status: 403 },
  },
  { name: "a key", send: ({ apiKey }) => ({ target: t1, headers: [`X-API-Key: ${apiKey}`] }), status: 200 },
  { name: "a key as a bearer token", send: ({ apiKey }) => ({ target: t1, headers: bearer(apiKey) }), status: 200 },
  {
    name: "a key with a typing error",
    send: ({ apiKey }) => ({ target: t1, headers: [`X-API-Key: ${apiKey.slice(0, -1)}!`] }),
    status: 401,
    challenge: challenges(invalid),
  },
  {
    name: "a header that only looks like the key's",
    send: ({ apiKey }) => ({ target: t1, headers: [`X_API_Key: ${apiKey}`] }),
    status: 401,
    challenge: challenges(),
  },
];
