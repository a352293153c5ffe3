import type { Decision, Engine, FactsLoader, Json, JsonObject, Ref } from "@authz/engine";
import type { ApiKeys, Authenticator, BasicAuthenticator, DpopOptions, TokenCheck } from "@authz/identity";
import type { CallerIdentity } from "../credentials/identify.ts";
import type { ResourceOptions } from "../metadata/resource-metadata.ts";
import type { GuardedRequest } from "../request/guarded-request.ts";

/** What a request asks of the policy, before it is decided. Names are those of the wire. */
export interface Asked {
  /** `anonymous` when nobody is identified. */
  readonly subject: { readonly type: string; readonly id: string; readonly properties?: JsonObject };
  readonly action: { readonly name: string };
  readonly resource: Ref;
}

/** What the application knows of a resource. */
export interface LoadedResource {
  /** As in a request: they lie over those of the facts. `parent` is `{ type, id }` or a list of them. */
  readonly properties?: Readonly<Record<string, Json>>;
  /** For the handler, as `authz.loaded`: the row, say, so that nobody loads it twice. */
  readonly value?: unknown;
}

export interface GuardOptions {
  readonly engine: Engine;

  /** Takes access tokens: `Authorization: Bearer`, and `DPoP` with {@link GuardOptions.dpop}. */
  readonly tokens?: Authenticator;
  /** Further conditions on tokens, that none is revoked, say. */
  readonly tokenChecks?: readonly TokenCheck[];
  /** Takes tokens that are bound to a key (RFC 9449). Needs {@link GuardOptions.origin}. */
  readonly dpop?: DpopOptions;
  /** Takes API keys, by a header of their own (`x-api-key` unless said otherwise) and as bearer tokens. */
  readonly apiKeys?: { readonly keys: ApiKeys; readonly header?: string };
  /** Takes passwords: `Authorization: Basic`. */
  readonly basic?: BasicAuthenticator;

  /** By which the outside knows us, `https://api.example.com`. Never taken from a header. */
  readonly origin?: string;
  /** What challenges call us. Default `api`. */
  readonly realm?: string;
  /** Publishes the metadata of RFC 9728, which challenges then point to. */
  readonly resource?: ResourceOptions;

  /** The answer to what no endpoint of the policy is for. Default 403. */
  readonly noEndpoint?: 403 | 404;
  /** Tells those who are denied the `because` of the rules. Default: nobody is told. */
  readonly showReasons?: boolean;

  /** What the resource is like. Called once a request, when it is known who asks; undefined: nothing is known of it. */
  readonly loadResource?: (
    asked: Asked,
    request: GuardedRequest,
  ) => Promise<LoadedResource | undefined> | LoadedResource | undefined;
  /** Properties of the action. */
  readonly actionProperties?: (
    asked: Asked,
    request: GuardedRequest,
  ) => Promise<JsonObject | undefined> | JsonObject | undefined;
  /** Of the policy's `context`; `token` is taken from the credential and from nowhere else. */
  readonly context?: (request: GuardedRequest) => Promise<JsonObject> | JsonObject;
  /** Fetches the facts that a decision needs, see `engine.checkAsync`. */
  readonly loadFacts?: FactsLoader;
  /** Address and security of the connection, behind a proxy that one trusts. Default: of the connection itself. */
  readonly connection?: (request: GuardedRequest) => Pick<GuardedRequest, "address" | "secure">;

  /** After each decision, for logs and metrics. What it throws goes to `onError`. */
  readonly onDecision?: (event: AccessEvent) => void | Promise<void>;
  /** What callbacks threw, and whatever else went wrong: the caller is only told 500. Default: nobody is told. */
  readonly onError?: (error: unknown, requestId: string) => void;

  /** Default: the system's. */
  readonly clock?: () => Date;
  /** Makes the id of a request that brings none. Default: a random UUID. */
  readonly createId?: () => string;
}

/** What became of a request; or, inside of its handler, of a further question. Holds no credential and no query. */
export interface AccessEvent {
  readonly requestId: string;
  readonly phase: "request" | "handler";
  readonly method: string;
  /** Without its query, in printable ASCII, and not longer than `httpLimits.loggedPathLength`. */
  readonly path: string;
  /** The endpoint that matched, as the policy has it: `GET /orders/{order}`. Unlike paths there are not many of them. */
  readonly endpoint?: string;
  readonly outcome: "allowed" | "refused" | "failed";
  /** Of the answer; 200 stands for what the handler will say. */
  readonly status: number;
  /** `public`, `metadata`, `no_endpoint`, `rejected`, `too_long`, `failed`, a code of a decision or of a refusal. */
  readonly reason: string;
  /** For the operator; may hold internals. */
  readonly message?: string;
  readonly subject?: Ref;
  readonly action?: string;
  readonly resource?: Ref;
  readonly credential?: CallerIdentity["credential"];
  readonly decision?: Decision;
}
