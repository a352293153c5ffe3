import { describe, expect, test } from "@jest/globals";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { startWebServer } from "../testing/web-server.ts";
import { isLoopbackAddress, isPublicAddress } from "./address.ts";
import { createFetch } from "./public-fetch.ts";
import { urlProblem } from "./url.ts";

describe("addresses", () => {
  test.each([
    "127.0.0.1",
    "127.255.255.254",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "ff02::1",
    "fec0::1",
    "::ffff:0:127.0.0.1",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "4000::1",
    "64:ff9b:1::1",
    "100::1",
    "fe80::1%lo",
    "192.0.2.1",
    "192.88.99.1",
    "198.51.100.1",
    "203.0.113.1",
    "localhost",
    "",
  ])("%s is not public", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    "8.8.8.8",
    "172.15.255.255",
    "172.32.0.1",
    "192.0.1.1",
    "100.128.0.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
  ])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe("fetch", () => {
  const options = { headers: {}, redirect: "manual", signal: AbortSignal.timeout(5_000) } as const;

  test("goes to no address of loopback, however it is written, and the server there hears nothing", async () => {
    const server = await startWebServer((response) => response.end("inside"));
    const { port } = new URL(server.url);
    const hosts = ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"];
    for (const host of hosts) await expect(createFetch()(`http://${host}:${port}/`, options)).rejects.toThrow(/./);
    expect(server.requests).toBe(0);
    const inside = await createFetch({ privateAddresses: true })(`http://localhost:${port}/`, options);
    expect(await inside.text()).toBe("inside");
    await server.stop();
  });

  test("with leave for loopback goes there, and to no other private address", async () => {
    const server = await startWebServer((response) => response.end("inside"));
    const { port } = new URL(server.url);
    const fetch = createFetch({ loopback: true });
    for (const host of ["localhost", "127.0.0.1"])
      expect(await (await fetch(`http://${host}:${port}/`, options)).text()).toBe("inside");
    // The server listens on every address of the machine's loopback; 0.0.0.0 leads there, and is no name of it.
    for (const host of ["0.0.0.0", "10.0.0.1", "169.254.169.254", "[fd00::1]"])
      await expect(fetch(`http://${host}:${port}/`, options)).rejects.toThrow("no address that may be asked");
    expect(server.requests).toBe(2);
    await server.stop();
  });

  test.each([
    ["127.0.0.1", true],
    ["127.9.9.9", true],
    ["::1", true],
    ["::ffff:127.0.0.1", true],
    ["::ffff:10.0.0.1", false],
    ["0.0.0.0", false],
    ["::", false],
    ["10.0.0.1", false],
    ["localhost", false],
  ])("%s is loopback: %s", (address, expected) => {
    expect(isLoopbackAddress(address)).toBe(expected);
  });

  test("follows no redirect", async () => {
    const server = await startWebServer((response) => response.writeHead(302, { location: "/other" }).end());
    const response = await createFetch({ privateAddresses: true })(server.url, options);
    expect([response.status, server.requests]).toEqual([302, 1]);
    await server.stop();
  });
});

describe("TLS", () => {
  const options = { headers: {}, redirect: "manual", signal: AbortSignal.timeout(5_000) } as const;

  async function ask(versions: object, trusts: boolean): Promise<string> {
    const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], {
      algorithm: "sha256",
      extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
    });
    const server = createServer({ key, cert, ciphers: "DEFAULT@SECLEVEL=0", ...versions }, (_request, response) =>
      response.end("ok"),
    );
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const fetch = createFetch({ privateAddresses: true, ...(trusts ? { authorities: cert } : {}) });
    try {
      return await (await fetch(`https://localhost:${port}/`, options)).text();
    } catch {
      return "no connection";
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }

  test.each<readonly [what: string, versions: object, trusts: boolean, expected: string]>([
    ["1.3", { minVersion: "TLSv1.3" }, true, "ok"],
    ["1.2", { minVersion: "TLSv1.2", maxVersion: "TLSv1.2" }, true, "ok"],
    ["1.1", { minVersion: "TLSv1", maxVersion: "TLSv1.1" }, true, "no connection"],
    ["an authority that is not trusted", {}, false, "no connection"],
  ])("%s", async (_what, versions, trusts, expected) => {
    expect(await ask(versions, trusts)).toBe(expected);
  });
});

test.each([
  ["https://a.example/jwks", false, undefined],
  ["https://a.example:8443/jwks?x=1", false, undefined],
  ["https://me@a.example/", false, "it holds a user or a password"],
  ["https://:pw@a.example/", false, "it holds a user or a password"],
  ["https://a.example/#x", false, "it has a fragment"],
  ["http://localhost:1/", true, undefined],
  ["http://[::1]/", true, undefined],
  ["http://localhost.evil.example/", true, "only loopback may be asked without TLS"],
  ["http://127.0.0.2/", true, "only loopback may be asked without TLS"],
  ["ftp://a.example/", true, "it does not begin with https:"],
  ["javascript:alert(1)", false, "it does not begin with https:"],
])("the address %s", (url, loopbackHttp, problem) => {
  expect(urlProblem(url, loopbackHttp)).toBe(problem);
});
