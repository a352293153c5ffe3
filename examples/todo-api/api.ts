import { readFile } from "node:fs/promises";
import type { Server } from "node:https";
import { join } from "node:path";
import { compile, type Engine } from "@authz/engine";
import { loadFacts, loadPolicy } from "@authz/engine/node";
import { authorizationServersOf, createGuard, type AccessEvent } from "@authz/http";
import { protect } from "@authz/http/fastify";
import {
  createFileRevocations,
  createRevocation,
  createRevocationCheck,
  openIdentity,
  readIdentityConfig,
  type Authenticator,
  type IdentityConfig,
  type RevocationStore,
} from "@authz/identity";
import fastify, { type FastifyInstance } from "fastify";
import { tls, type Certificate } from "./certificate.ts";
import { createOrders, propertiesOf, type Order } from "./orders.ts";

export interface ApiOptions extends Certificate {
  /** By which the outside knows this API. */
  readonly origin: string;
  readonly issuer: string;
  /** A folder for what has to last. */
  readonly folder: string;
  readonly onDecision: (event: AccessEvent) => void;
}

type Api = FastifyInstance<Server>;

const shop = join(import.meta.dirname, "../../policies-examples/api-gateway");

/** The policy that guards all of it, with its facts. */
export async function openEngine(): Promise<Engine> {
  const policy = await loadPolicy(join(shop, "policy"));
  return compile(policy, { facts: await loadFacts(policy, [join(shop, "facts.json")]) });
}

export async function createApi(engine: Engine, options: ApiOptions): Promise<Api> {
  const { origin, key, cert } = options;
  const app: Api = fastify({ https: { key, cert, ...tls }, forceCloseConnections: true });
  const orders = createOrders();
  const config = readConfig(options);
  const clock = (): Date => new Date();
  const revocations = createFileRevocations({ path: join(options.folder, "revocations.jsonl"), clock });
  const guard = createGuard({
    engine,
    tokens: await openTokens(config, options),
    // This machine's clock is the only one there is.
    tokenChecks: [createRevocationCheck({ store: revocations, skewSeconds: 0 })],
    origin,
    realm: "shop",
    resource: { identifier: origin, authorizationServers: authorizationServersOf(config), name: "The shop" },
    showReasons: true,
    onDecision: options.onDecision,
    onError: (error) => app.log.error(error),
    loadResource({ resource: { type, id } }) {
      const order = type === "Order" ? orders.get(id) : undefined;
      return order && { properties: propertiesOf(order), value: order };
    },
  });
  protect(app, guard);
  addRoutes(app, orders, revocations, options);
  return app;
}

/** As it would stand in `authz.config.json`. */
function readConfig({ issuer, origin }: ApiOptions): IdentityConfig {
  const read = readIdentityConfig({
    issuers: {
      shop: {
        issuer,
        audience: origin,
        algorithms: ["RS256"],
        keys: { url: `${issuer}/jwks` },
        network: { privateAddresses: true, authorities: "provider.pem" },
        user: { type: "User", id: "{sub}" },
        client: { type: "Client", id: "{client_id}" },
      },
    },
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

async function openTokens(config: IdentityConfig, { cert }: ApiOptions): Promise<Authenticator> {
  const opened = await openIdentity(config, {
    clock: () => new Date(),
    env: {},
    readFile: () => Promise.resolve(new TextEncoder().encode(cert)),
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.authenticator;
}

/** No handler asks who is calling: whoever gets here may. */
function addRoutes(app: Api, orders: Map<string, Order>, revocations: RevocationStore, { issuer }: ApiOptions): void {
  app.get("/health", () => ({ status: "ok" }));

  app.get("/docs/:page", async (request, reply) => {
    const { page } = request.params as { readonly page: string };
    const file = { tour: "tour.html", "tour.js": "tour.js" }[page];
    if (file === undefined) return reply.code(404).send();
    reply.header("content-security-policy", `default-src 'none'; script-src 'self'; connect-src 'self' ${issuer}`);
    reply.type(file.endsWith(".js") ? "text/javascript" : "text/html");
    return reply.send(await readFile(join(import.meta.dirname, "page", file), "utf8"));
  });

  // What one may list is one question, what one may see of it another.
  app.get("/customers/:customer/orders", (request) => {
    const { customer } = request.params as { readonly customer: string };
    const own = [...orders.values()].filter((order) => order.customer === customer);
    return request.authz.filter("read", own, (order) => ({
      type: "Order",
      id: order.id,
      properties: propertiesOf(order),
    }));
  });
  app.delete("/customers/:customer", () => ({ erased: "not really: this is an example" }));

  app.get("/orders/:order", (request) => request.authz.loaded);
  app.post("/orders/:order/cancel", (request) => change(request.authz.loaded, "cancelled"));
  app.post("/orders/:order/refund", (request) => change(request.authz.loaded, "refunded"));

  app.post("/users/:user/sign-out", async (request) => {
    const { user } = request.params as { readonly user: string };
    const revoked = { kind: "subject", issuer, id: user } as const;
    await revocations.add([createRevocation(revoked, { now: Date.now() })]);
    return { signed_out: user };
  });

  app.get("/admin/*", () => ({ settings: "all of them" }));
}

function change(loaded: unknown, status: Order["status"]): Order {
  const order = loaded as Order;
  order.status = status;
  return order;
}
