import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { PresentedCertificate } from "@authz/identity";
import type { GuardedRequest } from "../request/guarded-request.ts";
import { rawHeader } from "../request/raw-headers.ts";

/** What the guard has to know of a request of `node:http`; also for `upgrade` events, which no listener of requests sees. */
export function fromNode(
  request: IncomingMessage,
  target: string = request.url ?? "",
  native: unknown = request,
): GuardedRequest {
  const { method = "", rawHeaders, socket } = request;
  const address = socket.remoteAddress;
  const isTls = "encrypted" in socket && socket.encrypted === true;
  return {
    method,
    target,
    header: (name) => rawHeader(rawHeaders, name),
    ...(address === undefined ? {} : { address }),
    secure: isTls || isLoopback(address),
    certificate: () => certificateOf(socket),
    native,
  };
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);
}

function certificateOf(socket: Socket): PresentedCertificate | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const certificate = socket.getPeerX509Certificate();
  return certificate && { der: certificate.raw, verified: socket.authorized };
}
