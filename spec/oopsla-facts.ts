import type { AssignmentData, EntityData, Ref } from "@authz/engine";

/** An entity of the graphs, as Cedar's JSON writes it. */
export interface CedarEntity {
  readonly uid: Ref;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly parents: readonly Ref[];
}

interface Facts {
  readonly entities: EntityData[];
  readonly assignments: AssignmentData[];
}

/** Entity graphs of the three applications as facts of policies-examples/{gdrive,github,tinytodo}. */
export function oopslaFacts(application: string, graph: readonly CedarEntity[]): Facts {
  const facts: Facts = { entities: [], assignments: [] };
  if (application === "gdrive") for (const entity of graph) addDrive(entity, facts);
  if (application === "tinytodo") for (const entity of graph) addTodo(entity, facts);
  if (application === "github") addGithub(graph, facts);
  return facts;
}

/** `{ "__entity": { type, id } }` */
function refOf(value: unknown): Ref {
  return (value as { readonly __entity: Ref }).__entity;
}

function parentsOf({ parents }: CedarEntity, type: string): readonly Ref[] {
  return parents.filter((parent) => parent.type === type);
}

/** Ownership and views become roles; a view is named after whom it is for. */
function addDrive(entity: CedarEntity, { entities, assignments }: Facts): void {
  const { uid, attrs } = entity;
  if (uid.type === "User") {
    entities.push({ ...uid, groups: parentsOf(entity, "Group") });
    const owned = [...(attrs["ownedDocuments"] as unknown[]), ...(attrs["ownedFolders"] as unknown[])].map(refOf);
    assignments.push(...owned.map((resource) => ({ subject: uid, role: "owner", resource })));
  }
  if (uid.type === "Group") entities.push(uid);
  if (uid.type !== "Folder" && uid.type !== "Document") return;
  const properties = uid.type === "Document" ? { properties: { public: attrs["isPublic"] as boolean } } : {};
  entities.push({ ...uid, parent: parentsOf(entity, "Folder"), ...properties });
  for (const view of parentsOf(entity, "View")) {
    const [type = "", id = ""] = view.id.split(" ");
    assignments.push({ subject: { type, id }, role: "viewer", resource: uid });
  }
}

const permissions: ReadonlyMap<string, string> = new Map([
  ["readers", "reader"],
  ["triagers", "triager"],
  ["writers", "writer"],
  ["maintainers", "maintainer"],
  ["admins", "admin"],
]);

/** Whoever is below a permission has the role that the permission stands for where it belongs. */
function addGithub(graph: readonly CedarEntity[], { entities, assignments }: Facts): void {
  const roles = new Map<string, { readonly role: string; readonly resource: Ref }>();
  for (const { uid, attrs } of graph) {
    for (const [name, value] of Object.entries(attrs)) {
      const role = permissions.get(name);
      if (role !== undefined) roles.set(keyOf(refOf(value)), { role, resource: uid });
    }
  }
  for (const entity of graph) {
    const { uid, attrs } = entity;
    if (uid.type === "User" || uid.type === "Team") entities.push({ ...uid, groups: parentsOf(entity, "Team") });
    if (uid.type === "Organization") entities.push(uid);
    if (uid.type === "Repository") entities.push({ ...uid, parent: refOf(attrs["owner"]) });
    if (!["User", "Team", "Organization"].includes(uid.type)) continue;
    for (const parent of entity.parents) {
      const held = roles.get(keyOf(parent));
      const subject = uid.type === "Organization" ? { ...uid, role: "member" } : uid;
      if (held !== undefined) assignments.push({ subject, ...held });
      if (parent.type === "Organization") assignments.push({ subject: uid, role: "member", resource: parent });
    }
  }
}

function keyOf({ type, id }: Ref): string {
  return JSON.stringify([type, id]);
}

function addTodo(entity: CedarEntity, { entities }: Facts): void {
  const { uid, attrs } = entity;
  if (uid.type === "User" || uid.type === "Team") entities.push({ ...uid, groups: parentsOf(entity, "Team") });
  if (uid.type === "Application") entities.push(uid);
  if (uid.type !== "List") return;
  const properties = Object.fromEntries(
    ["owner", "readers", "editors"].map((name) => [name, { ...refOf(attrs[name]) }]),
  );
  entities.push({ ...uid, parent: parentsOf(entity, "Application"), properties });
}
