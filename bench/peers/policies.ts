/** The workloads of the peers' bench as policies, facts and requests of ours. */
import type { PolicyFile } from "@authz/dsl";
import type { AssignmentData, EntityData, Ref } from "@authz/engine";

/** One question as the workloads ask it: see the heads of their generators. */
export type Asked = Readonly<Record<string, unknown>>;

export interface Workload {
  readonly id: string;
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly requests: readonly Asked[];
  readonly expected: readonly (boolean | number)[];
}

export interface Encoded {
  readonly files: readonly PolicyFile[];
  readonly entities: readonly EntityData[];
  readonly assignments: readonly AssignmentData[];
  /** An AuthZEN request. */
  readonly toRequest: (asked: never) => unknown;
}

const lengthOfFile = 500_000;

function filesOf(lines: readonly string[]): readonly PolicyFile[] {
  const files: PolicyFile[] = [];
  let text = "";
  for (const [at, line] of lines.entries()) {
    text += `${line}\n`;
    if (text.length < lengthOfFile && at < lines.length - 1) continue;
    files.push({ name: `part-${files.length}.authz`, text });
    text = "";
  }
  return files;
}

interface RbacData {
  readonly roles: readonly {
    readonly name: string;
    readonly parents: readonly string[];
    readonly grants: readonly { readonly action: string; readonly type: string }[];
  }[];
  readonly actions: readonly string[];
  readonly types: readonly string[];
}

interface RbacAsked {
  readonly user: { readonly id: string; readonly roles: readonly string[] };
  readonly action: string;
  readonly type: string;
}

export function rbac(data: RbacData): Encoded {
  const granted = new Map<string, Map<string, string[]>>(data.types.map((type) => [type, new Map()]));
  for (const { name, grants } of data.roles)
    for (const { action, type } of grants) {
      const actions = granted.get(type);
      actions?.set(action, [...(actions.get(action) ?? []), name]);
    }
  const roles = data.roles.map(
    ({ name, parents }) => `role ${name}${parents.length === 0 ? "" : ` includes ${parents.join(", ")}`}`,
  );
  const resources = Array.from(granted, ([type, actions]) => {
    const allows = Array.from(actions, ([action, names]) => `allow ${names.join(", ")} to ${action}`);
    return `resource ${type} { action ${data.actions.join(", ")}\n${allows.join("\n")} }`;
  });
  return {
    files: filesOf(["subject User", ...roles, ...resources]),
    entities: [],
    assignments: [],
    toRequest: ({ user, action, type }: RbacAsked) => ({
      subject: { type: "User", id: user.id, properties: { roles: user.roles } },
      action: { name: action },
      resource: { type, id: "1" },
    }),
  };
}

interface Condition {
  readonly op: string;
  readonly value: string | number;
  readonly values: readonly string[];
}

interface AbacData {
  readonly policies: readonly { readonly type: string; readonly action: string; readonly when: readonly Condition[] }[];
  readonly types: readonly string[];
  readonly actions: readonly string[];
}

interface AbacAsked {
  readonly user: { readonly id: string; readonly dept: string; readonly region: string; readonly level: number };
  readonly action: string;
  readonly resource: Readonly<Record<string, unknown>>;
}

function guardOf({ op, value, values }: Condition): string {
  switch (op) {
    case "eqAttr":
      return "resource.region == subject.region";
    case "eqConst":
      return `subject.dept == ${JSON.stringify(value)}`;
    case "numLe":
      return `resource.amount <= ${value}`;
    case "numGe":
      return `subject.level >= ${value}`;
    case "in":
      return `resource.status in [${values.map((each) => JSON.stringify(each)).join(", ")}]`;
    case "before":
      return `resource.createdAt < ${value}`;
    default:
      return `resource.createdAt >= ${value}`;
  }
}

/** Dates are numbers of milliseconds, as every peer has them. */
export function abac({ policies, types, actions }: AbacData): Encoded {
  const resources = types.map((type) => {
    const own = policies.filter((policy) => policy.type === type);
    const allows = own.map(({ action, when }) => `allow User to ${action} when ${when.map(guardOf).join(" and ")}`);
    return `resource ${type} { region: string amount: number status: string createdAt: number action ${actions.join(", ")}\n${allows.join("\n")} }`;
  });
  return {
    files: filesOf(["subject User { dept: string region: string level: number }", ...resources]),
    entities: [],
    assignments: [],
    toRequest: ({ user, action, resource }: AbacAsked) => {
      const { id: userId, ...ofUser } = user;
      const { type, id, ...properties } = resource;
      return {
        subject: { type: "User", id: userId, properties: ofUser },
        action: { name: action },
        resource: { type, id, properties },
      };
    },
  };
}

interface ScopesData {
  readonly endpoints: readonly {
    readonly method: string;
    readonly template: string;
    readonly noun: string;
    readonly scopes: readonly string[];
    readonly permission: string;
    readonly cond: string;
  }[];
  readonly roles: readonly { readonly name: string; readonly permissions: readonly string[] }[];
  readonly allScopes: readonly string[];
}

interface ScopesAsked {
  readonly method: string;
  readonly path: string;
  readonly claims: {
    readonly sub: string;
    readonly tenant: string;
    readonly scopes: readonly string[];
    readonly roles: readonly string[];
  };
  readonly resource: { readonly owner: string; readonly tenant: string };
}

const guardsOfScopes: Readonly<Record<string, string>> = {
  owner: "resource.owner == subject.id",
  tenant: "resource.tenant == token.tenant",
  either: "resource.owner == subject.id or resource.tenant == token.tenant",
};

/** One scope covers the action, another one is required besides. */
export function scopes({ endpoints, roles, allScopes }: ScopesData): Encoded {
  const lines = ["subject User", "token { tenant: string }", ...roles.map(({ name }) => `role ${name}`)];
  const covers = new Map<string, string[]>(allScopes.map((scope) => [scope, []]));
  const nouns = new Map<string, string[]>();
  endpoints.forEach((endpoint, index) => {
    const action = `act_${index}`;
    const type = `T_${endpoint.noun}`;
    const holders = roles.filter(({ permissions }) => permissions.includes(endpoint.permission));
    const [first = "", second] = endpoint.scopes;
    covers.get(first)?.push(`${action} on ${type}`);
    const block = nouns.get(type) ?? [];
    block.push(`action ${action}`);
    if (holders.length > 0)
      block.push(
        `allow ${holders.map(({ name }) => name).join(", ")} to ${action} when ${guardsOfScopes[endpoint.cond] ?? ""}`,
      );
    if (second !== undefined) block.push(`require scope ${JSON.stringify(second)} to ${action}`);
    nouns.set(type, block);
    const path = endpoint.template.replace(/:([a-z]+)/g, "{$1}");
    const id = path.includes("{id}") ? "{id}" : "all";
    lines.push(`endpoint "${endpoint.method} ${path}" is ${action} on ${type} "${id}"`);
  });
  for (const [type, block] of nouns)
    lines.push(`resource ${type} { owner: string tenant: string\n${block.join("\n")} }`);
  for (const [scope, grants] of covers)
    lines.push(`scope ${JSON.stringify(scope)}${grants.length === 0 ? "" : ` covers ${grants.join(" and ")}`}`);
  return {
    files: filesOf(lines),
    entities: [],
    assignments: [],
    toRequest: ({ claims, resource }: ScopesAsked) => ({
      subject: { type: "User", id: claims.sub, properties: { roles: claims.roles } },
      resource,
      context: { token: { scope: claims.scopes.join(" "), sub: claims.sub, tenant: claims.tenant } },
    }),
  };
}

interface GraphEntity {
  readonly type: string;
  readonly id: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly parents: readonly (readonly [string, string])[];
}

interface GraphData {
  readonly entities: readonly GraphEntity[];
}

interface GraphAsked {
  readonly principal: string;
  readonly action: string;
  readonly type: string;
  readonly resource: string;
}

const toGraphRequest = ({ principal, action, type, resource }: GraphAsked): unknown => ({
  subject: { type: "User", id: principal },
  action: { name: action },
  resource: { type, id: resource },
});

function parentsOf(entity: GraphEntity, type: string): readonly Ref[] {
  return entity.parents.filter(([of]) => of === type).map(([, id]) => ({ type, id }));
}

function refIn(value: unknown): Ref {
  const { ref } = value as { readonly ref: readonly [string, string] };
  return { type: ref[0], id: ref[1] };
}

/** A view of somebody is what they, or the members of a group, may view. */
export function gdrive({ entities }: GraphData): Encoded {
  const policy = `subject User
group Group of User
resource Folder in Folder {
  role owner
  role controller if owner or parent.controller
  role viewer if parent.viewer
  action createDocument
  allow owner to createDocument
}
resource Document in Folder {
  isPublic: boolean
  role owner
  role controller if owner or parent.controller
  role viewer if parent.viewer
  action read, write, share, changeOwner
  allow viewer, controller to read
  allow anyone to read when resource.isPublic
  allow controller to write, share
  allow owner to changeOwner
}
`;
  const things = entities.filter(({ type }) => type === "Document" || type === "Folder");
  const users = entities.filter(({ type }) => type === "User");
  const views = things.flatMap((thing) =>
    parentsOf(thing, "View").map(({ id }) => ({
      subject: id.startsWith("u:") ? { type: "User", id: id.slice(2) } : { type: "Group", id: id.slice(2) },
      role: "viewer",
      resource: { type: thing.type, id: thing.id },
    })),
  );
  const owned = users.flatMap(({ id, attrs }) =>
    [attrs["ownedDocuments"], attrs["ownedFolders"]].flatMap((list) =>
      (list as readonly unknown[]).map((item) => ({
        subject: { type: "User", id },
        role: "owner",
        resource: refIn(item),
      })),
    ),
  );
  return {
    files: [{ name: "gdrive.authz", text: policy }],
    entities: [
      ...users.map((user) => ({ type: "User", id: user.id, groups: parentsOf(user, "Group") })),
      ...things.map(({ type, id, attrs, ...rest }) => ({
        type,
        id,
        parent: parentsOf({ type, id, attrs, ...rest }, "Folder"),
        ...(type === "Document" ? { properties: { isPublic: attrs["isPublic"] === true } } : {}),
      })),
    ],
    assignments: [...views, ...owned],
    toRequest: toGraphRequest,
  };
}

const repositoryRoles: Readonly<Record<string, string>> = {
  readers: "reader",
  triagers: "triager",
  writers: "writer",
  maintainers: "maintainer",
  admins: "admin",
};

/** What a permission is of, and which role it is there: \`repo_3_writers\` is writer of repo_3. */
function permissionOf(type: string, id: string): { readonly role: string; readonly resource: Ref } {
  const at = id.lastIndexOf("_");
  const of = type === "OrgPermission" ? "Organization" : "Repository";
  return { role: repositoryRoles[id.slice(at + 1)] ?? "", resource: { type: of, id: id.slice(0, at) } };
}

export function github({ entities }: GraphData): Encoded {
  const policy = `subject User
group Team of User, Team
group Organization of User
resource Organization { role reader, writer, admin }
resource Repository in Organization {
  role admin includes maintainer if parent.admin
  role maintainer includes writer
  role writer includes triager if parent.writer
  role triager includes reader
  role reader if parent.reader
  action read, triage, write, maintain, admin
  allow reader to read
  allow triager to triage
  allow writer to write
  allow maintainer to maintain
  allow admin to admin
}
`;
  const people = entities.filter(({ type }) => type === "User" || type === "Team" || type === "Organization");
  const assignments = people.flatMap(({ type, id, parents }) =>
    parents
      .filter(([of]) => of.endsWith("Permission"))
      .map(([of, permission]) => ({ subject: { type, id }, ...permissionOf(of, permission) })),
  );
  return {
    files: [{ name: "github.authz", text: policy }],
    entities: [
      ...people
        .filter(({ type }) => type !== "Organization")
        .map((entity) => ({
          type: entity.type,
          id: entity.id,
          groups: [...parentsOf(entity, "Team"), ...parentsOf(entity, "Organization")],
        })),
      ...entities
        .filter(({ type }) => type === "Repository")
        .map(({ type, id, attrs }) => ({ type, id, parent: refIn(attrs["owner"]) })),
    ],
    assignments,
    toRequest: toGraphRequest,
  };
}

export function tinytodo({ entities }: GraphData): Encoded {
  const policy = `subject User
group Team of User, Team
resource Application { action CreateList, GetLists  allow User to CreateList, GetLists }
resource List {
  owner: User
  readers: Team
  editors: Team
  action GetList, DeleteList, EditShares, UpdateList, CreateTask, UpdateTask, DeleteTask
  allow owner to *
  allow readers to GetList
  allow editors to GetList, UpdateList, CreateTask, UpdateTask, DeleteTask
}
`;
  const people = entities.filter(({ type }) => type === "User" || type === "Team");
  const lists = entities.filter(({ type }) => type === "List");
  return {
    files: [{ name: "tinytodo.authz", text: policy }],
    entities: [
      ...people.map((entity) => ({ type: entity.type, id: entity.id, groups: parentsOf(entity, "Team") })),
      ...lists.map(({ id, attrs }) => ({
        type: "List",
        id,
        properties: {
          owner: { ...refIn(attrs["owner"]) },
          readers: { ...refIn(attrs["readers"]) },
          editors: { ...refIn(attrs["editors"]) },
        },
      })),
    ],
    assignments: [],
    toRequest: toGraphRequest,
  };
}
