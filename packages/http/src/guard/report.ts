import { httpLimits } from "../limits.ts";
import { pathOf, type GuardedRequest } from "../request/guarded-request.ts";
import type { AccessEvent, GuardOptions } from "./options.ts";

/** Tells the application of a decision. Never throws. */
export type Reporter = (
  phase: AccessEvent["phase"],
  event: Omit<AccessEvent, "requestId" | "phase" | "method" | "path">,
) => void;

export function createReporter(
  { onDecision, onError = () => undefined }: GuardOptions,
  { method, target }: GuardedRequest,
  requestId: string,
): Reporter {
  if (onDecision === undefined) return () => undefined;
  const path = pathOf(target)
    .slice(0, httpLimits.loggedPathLength)
    .replaceAll(/[^\x20-\x7e]/g, "?");
  const told = method.slice(0, 32).replaceAll(/[^\x21-\x7e]/g, "?");
  return (phase, event) => {
    try {
      const result: unknown = onDecision({ requestId, phase, method: told, path, ...event });
      if (result instanceof Promise) result.catch((error: unknown) => tell(onError, error, requestId));
    } catch (error) {
      tell(onError, error, requestId);
    }
  };
}

/** The last resort: whoever is told may fail as well. */
export function tell(onError: GuardOptions["onError"], error: unknown, requestId: string): void {
  try {
    onError?.(error, requestId);
  } catch {
    // There is nobody left to tell.
  }
}
