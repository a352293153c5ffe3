import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccessEvent } from "@authz/http";
import { createApi, openEngine } from "./api.ts";
import { createCertificate } from "./certificate.ts";
import { createProvider } from "./provider.ts";

/** API and provider, on loopback. */
export interface Shop {
  readonly api: string;
  readonly issuer: string;
  /** What both servers' certificate is signed by. */
  readonly authority: string;
  close(): Promise<void>;
}

export async function startShop(onDecision: (event: AccessEvent) => void): Promise<Shop> {
  const certificate = await createCertificate();
  const [apiPort, issuerPort] = [await freePort(), await freePort()];
  const [origin, issuer] = [`https://localhost:${apiPort}`, `https://localhost:${issuerPort}`];
  const folder = await mkdtemp(join(tmpdir(), "authz-todo-api-"));
  const engine = await openEngine();
  const scopes = engine.policy.scopes.flatMap(({ name }) => name ?? []);
  const provider = await createProvider({ ...certificate, issuer, api: origin, scopes });
  const api = await createApi(engine, { ...certificate, origin, issuer, folder, onDecision });
  await new Promise<void>((done) => provider.listen(issuerPort, "127.0.0.1", done));
  await api.listen({ port: apiPort, host: "127.0.0.1" });
  return {
    api: origin,
    issuer,
    authority: certificate.cert,
    async close() {
      await api.close();
      await new Promise((done) => {
        provider.close(done);
        provider.closeAllConnections();
      });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Both have to know the other's address before either listens. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
