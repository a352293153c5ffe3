import { refusalCodes, type Identity, type Refusal } from "@authz/identity";
import { UsageError, type Invocation } from "../command.ts";
import { toJson } from "../render/visible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { openConfiguredIdentity } from "./configured-identity.ts";
import { readCredential } from "./read-credential.ts";
import { withRevocationCheck } from "./revocations.ts";
import { renderRefusal } from "./render-inspection.ts";

/** Whom the token of `--bearer` stands for; undefined when it was refused, which has been said then. */
export async function readBearer(path: string, input: Invocation, terminal: Terminal): Promise<Identity | undefined> {
  const given = ["token", "scope"].find((option) => input.value(option) !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} does not go with --bearer`, "the token says it");
  const authenticator = await openConfiguredIdentity(input);
  const token = await readCredential(path, terminal);
  const outcome = await withRevocationCheck(input, (others) => authenticator.authenticate(token, { others }));
  if (outcome.ok) return outcome;
  await writeRefusal(outcome, input, terminal);
  return undefined;
}

/** What became of a credential that is not taken: who asks is not known, so nothing is decided. */
export async function writeRefusal(refusal: Refusal, input: Invocation, { out }: Terminal): Promise<void> {
  const { code, message } = refusal;
  const status = statuses[refusalCodes[code].error];
  const isJson = input.value("format") === "json";
  const text = isJson
    ? toJson({ error: { status, code, message } }, 2)
    : renderRefusal(refusal, out.colours).join("\n");
  await out.write(`${text}\n`);
}

const statuses = {
  none: 401,
  invalid_request: 400,
  invalid_token: 401,
  invalid_dpop_proof: 401,
  use_dpop_nonce: 401,
  temporarily_unavailable: 503,
} as const;
