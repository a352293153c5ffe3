/** A process that revokes tokens 1, 2, 3… in a file and says each number once it is acknowledged, until somebody kills it. */
import { argv, stdout } from "node:process";
import { createFileRevocations } from "../revocation/file-store.ts";
import { createRevocation } from "../revocation/revocation.ts";

const [, , path = "", first = "1"] = argv;
const store = createFileRevocations({ path, clock: () => new Date() });
stdout.write("ready\n");
for (let number = Number(first); ; number++) {
  const id = String(number);
  await store.add([createRevocation({ kind: "token", issuer: "https://login.example.com", id }, { now: Date.now() })]);
  stdout.write(`${id}\n`);
}
