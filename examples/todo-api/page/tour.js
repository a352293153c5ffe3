/**
 * The client: it knows the API and nothing else. Where to sign in, with which scopes and how strongly it learns from the answers
 * that refuse it.
 */
const requests = {
  read: ["GET", "/orders/o1"],
  cancel: ["POST", "/orders/o1/cancel"],
  erase: ["DELETE", "/customers/c1"],
  leave: ["POST", "/users/ana/sign-out"],
};

const place = `${location.origin}/docs/tour`;
const state = JSON.parse(sessionStorage.getItem("tour") ?? "{}");

function show(id, text) {
  document.getElementById(id).textContent = text;
}

function save() {
  sessionStorage.setItem("tour", JSON.stringify(state));
}

/** The first challenge's parameters: the guard writes them as `name="value"`, without escapes. */
function parseChallenge(header) {
  return Object.fromEntries([...(header ?? "").matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
}

async function ask(name) {
  const [method, path] = requests[name];
  const headers = state.token === undefined ? {} : { authorization: `Bearer ${state.token}` };
  const response = await fetch(path, { method, headers });
  const header = response.headers.get("www-authenticate");
  show("request", `${method} ${path}`);
  show("challenge", header ?? "");
  show("answer", JSON.stringify(await response.json(), undefined, 2));
  show("status", String(response.status));
  offer(name, response.status, parseChallenge(header));
}

/** What would help. */
function offer(name, status, challenge) {
  const button = document.getElementById("mend");
  button.hidden = challenge.resource_metadata === undefined;
  if (button.hidden) return;
  const scopes = new Set([...(state.scopes ?? ["orders:read"]), ...(challenge.scope ?? "").split(" ")].filter(Boolean));
  const again = challenge.error === "invalid_token" ? { prompt: "login" } : {};
  const stronger =
    challenge.error === "insufficient_user_authentication"
      ? { acr_values: challenge.acr_values, max_age: challenge.max_age }
      : {};
  const words = {
    insufficient_scope: `Ask for ${challenge.scope}`,
    insufficient_user_authentication: "Show a second factor",
    invalid_token: "Sign in again",
  };
  button.textContent = words[challenge.error] ?? "Sign in";
  button.onclick = () => signIn(name, challenge.resource_metadata, [...scopes], { ...again, ...stronger });
}

/** RFC 9728: from the API to its issuer; then a code with PKCE. */
async function signIn(name, metadata, scopes, parameters) {
  const { resource, authorization_servers: issuers } = await (await fetch(metadata)).json();
  const server = await (await fetch(`${issuers[0]}/.well-known/openid-configuration`)).json();
  const verifier = encode(crypto.getRandomValues(new Uint8Array(32)));
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const nonce = encode(crypto.getRandomValues(new Uint8Array(16)));
  Object.assign(state, { name, scopes, verifier, nonce, resource, tokens: server.token_endpoint });
  save();
  const query = new URLSearchParams({
    client_id: "tour",
    response_type: "code",
    redirect_uri: place,
    scope: ["openid", ...scopes].join(" "),
    resource,
    state: nonce,
    code_challenge: encode(new Uint8Array(hash)),
    code_challenge_method: "S256",
    ...parameters,
  });
  location.assign(`${server.authorization_endpoint}?${query}`);
}

async function comeBack(query) {
  history.replaceState(undefined, "", place);
  if (query.get("state") !== state.nonce || query.get("code") === null) return;
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: "tour",
    code: query.get("code"),
    code_verifier: state.verifier,
    redirect_uri: place,
    resource: state.resource,
  });
  const response = await fetch(state.tokens, { method: "POST", body });
  state.token = (await response.json()).access_token;
  save();
  // What was asked for before is asked for again.
  await ask(state.name);
}

function encode(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

for (const name of Object.keys(requests)) document.getElementById(name).addEventListener("click", () => void ask(name));
const query = new URLSearchParams(location.search);
if (query.has("state")) await comeBack(query);
if (state.token !== undefined) {
  show("who", JSON.parse(atob(state.token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).sub);
  show("scopes", state.scopes.join(" "));
}
