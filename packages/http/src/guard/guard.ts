import { problem, type Answer } from "../answer/answer.ts";
import type { GuardedRequest } from "../request/guarded-request.ts";
import { requestIdOf } from "../request/request-id.ts";
import { judge, type Authorized } from "./judge.ts";
import type { GuardOptions } from "./options.ts";
import { createReporter, tell, type Reporter } from "./report.ts";
import { createSetting } from "./setting.ts";

export interface Guard {
  /** Never rejects, and does not allow what could not be decided. */
  authorize(request: GuardedRequest): Promise<Authorized>;
  /** The answer to an error of a handler, of which the caller learns nothing. */
  fail(error: unknown, requestId: string): Answer;
  /** The metadata's address, when there is any. */
  readonly resourceMetadata: string | undefined;
}

/** Throws a TypeError for options that do not go together. */
export function createGuard(options: GuardOptions): Guard {
  const setting = createSetting(options);
  const { createId = () => crypto.randomUUID(), onError } = options;

  function fail(error: unknown, requestId: string): Answer {
    tell(onError, error, requestId);
    return problem(500, {}, requestId);
  }

  return {
    resourceMetadata: setting.metadata?.url,
    fail,
    async authorize(request) {
      let [requestId, report] = ["", silent];
      try {
        requestId = requestIdOf(request.header("x-request-id"), createId);
        report = createReporter(options, request, requestId);
        return await judge({ ...setting, request: placed(request, options), requestId, report });
      } catch (error) {
        report("request", { outcome: "failed", status: 500, reason: "failed", message: messageOf(error) });
        return { kind: "refused", ...fail(error, requestId) };
      }
    },
  };
}

const silent: Reporter = () => undefined;

/** Whatever was thrown, which may be anything. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "something that is no error was thrown";
}

function placed(request: GuardedRequest, { connection }: GuardOptions): GuardedRequest {
  return connection === undefined ? request : { ...request, ...connection(request) };
}
