import type { IncomingMessage, ServerResponse } from "node:http";
import { AccessRefused, type Authz } from "../guard/authz.ts";
import type { Guard } from "../guard/guard.ts";
import { fromNode } from "./from-node.ts";
import { writeAnswer } from "./write-answer.ts";

/** A request that was allowed. */
export type GuardedMessage = IncomingMessage & { readonly authz: Authz };

/** What comes after the guard. It may reject: with what `authz.require` rejects with, and with errors, which become a 500. */
export type GuardedListener = (request: GuardedMessage, response: ServerResponse, authz: Authz) => unknown;

/** For `createServer`. */
export type NodeRequest = (request: IncomingMessage, response: ServerResponse) => void;

/** A listener that only lets through what the policy allows. */
export function protect(guard: Guard, listener: GuardedListener): NodeRequest {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const authorized = await guard.authorize(fromNode(request));
    if (authorized.kind !== "allowed") return writeAnswer(response, authorized);
    const { authz, headers } = authorized;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    try {
      await listener(Object.assign(request, { authz }), response, authz);
    } catch (error) {
      writeAnswer(response, error instanceof AccessRefused ? error.answer : guard.fail(error, authz.requestId));
    }
  }

  return (request, response) => {
    // What is left to fail is writing to a connection that is gone.
    handle(request, response).catch(() => response.destroy());
  };
}
