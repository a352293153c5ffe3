/** Our engine as the peers' bench takes engines: a policy in our language, loaded through the public API, AuthZEN requests. */
import { parsePolicy } from "@authz/dsl";
import {
  compile,
  parseFacts,
  type Engine,
  type HandledResource,
  type Permission,
  type ResourceSearch,
  type SubjectHandle,
} from "@authz/engine";
import { list } from "./list.ts";
import { abac, gdrive, github, rbac, scopes, tinytodo, type Asked, type Encoded, type Workload } from "./policies.ts";

/** A loaded engine in the form of the harness. */
export interface Loaded {
  readonly engine: Engine;
  /** Not timed. */
  readonly prepare: (asked: Asked) => unknown;
  /** Whether it is allowed; for `list`, of how many it is. */
  readonly check: (prepared: never) => boolean | number;
}

export interface Adapter {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly load: (workload: Workload) => Loaded;
}

const encoders: Readonly<Record<string, (data: never) => Encoded>> = {
  rbac,
  abac,
  gdrive,
  github,
  tinytodo,
  scopes,
  list,
};

function load(workload: Workload): { readonly engine: Engine; readonly encoded: Encoded } {
  const encoder = encoders[workload.kind];
  if (encoder === undefined) throw new Error(`no policy for ${workload.kind}`);
  const encoded = encoder(workload.data as never);
  const { policy, diagnostics } = parsePolicy(encoded.files);
  if (policy === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const { entities, assignments } = encoded;
  const parsed = parseFacts(policy, { entities, assignments });
  if (parsed.facts === undefined) throw new Error(parsed.diagnostics.map(({ message }) => message).join("\n"));
  return { engine: compile(policy, { facts: parsed.facts }), encoded };
}

interface Routed {
  readonly method: string;
  readonly path: string;
  readonly subject: unknown;
  readonly properties: unknown;
  readonly context: unknown;
}

interface Named {
  readonly subject: unknown;
  readonly action: { readonly name: string };
  readonly resource: { readonly type: string; readonly id: string };
}

interface Held {
  readonly subject: SubjectHandle;
  readonly permission: Permission;
  readonly resource: HandledResource;
}

export const adapters: readonly Adapter[] = [
  {
    name: "authz",
    kinds: ["rbac", "abac", "gdrive", "github", "tinytodo"],
    load(workload) {
      const { engine, encoded } = load(workload);
      return {
        engine,
        prepare: (asked) => encoded.toRequest(asked as never),
        check: (request: unknown) => engine.allows(request),
      };
    },
  },
  {
    name: "authz (handles)",
    kinds: ["rbac"],
    load(workload) {
      const { engine, encoded } = load(workload);
      // Whoever uses handles has one for each user.
      const handles = new Map<unknown, SubjectHandle>();
      return {
        engine,
        prepare(asked) {
          const { subject, action, resource } = encoded.toRequest(asked as never) as Named;
          const handle = handles.get(asked["user"]) ?? engine.subject(subject);
          handles.set(asked["user"], handle);
          return {
            subject: handle,
            permission: engine.permission(resource.type, action.name),
            resource,
          };
        },
        check: ({ subject, permission, resource }: Held) => subject.can(permission, resource),
      };
    },
  },
  {
    name: "authz (match, then allows)",
    kinds: ["scopes"],
    load(workload) {
      const { engine, encoded } = load(workload);
      return {
        engine,
        prepare(asked) {
          const { subject, resource, context } = encoded.toRequest(asked as never) as Record<string, unknown>;
          return { method: asked["method"], path: asked["path"], subject, properties: resource, context };
        },
        check({ method, path, subject, properties, context }: Routed) {
          const matched = engine.match({ method, path });
          if (matched === undefined || matched === "public") return matched === "public";
          const { action, resource } = matched;
          return engine.allows({
            subject,
            action,
            resource: { type: resource.type, id: resource.id, properties },
            context,
          });
        },
      };
    },
  },
  {
    name: "authz (route known)",
    kinds: ["scopes"],
    load(workload) {
      const { engine, encoded } = load(workload);
      return {
        engine,
        prepare(asked) {
          const matched = engine.match({ method: String(asked["method"]), path: String(asked["path"]) });
          if (matched === undefined || matched === "public") throw new Error("every request has an endpoint");
          const { subject, resource, context } = encoded.toRequest(asked as never) as Record<string, unknown>;
          return {
            subject,
            action: matched.action,
            resource: { type: matched.resource.type, id: matched.resource.id, properties: resource },
            context,
          };
        },
        check: (request: unknown) => engine.allows(request),
      };
    },
  },
  {
    name: "authz (search)",
    kinds: ["list"],
    load(workload) {
      const { engine, encoded } = load(workload);
      return {
        engine,
        prepare: (asked) => encoded.toRequest(asked as never),
        check: (search: ResourceSearch) => engine.search.resources(search).results.length,
      };
    },
  },
  {
    name: "authz (allows, for each)",
    kinds: ["list"],
    load(workload) {
      const { engine, encoded } = load(workload);
      const documents = encoded.entities.filter(({ type }) => type === "Doc").map(({ id }) => ({ type: "Doc", id }));
      const action = { name: "read" };
      return {
        engine,
        prepare: (asked) => ({ type: "User", id: asked["id"] }),
        check: (subject: unknown) => {
          let count = 0;
          for (const resource of documents) if (engine.allows({ subject, action, resource })) count++;
          return count;
        },
      };
    },
  },
];
