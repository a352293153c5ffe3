/**
 * Facts of as many organizations as asked for, all alike in size, as JSON Lines:
 * `node policies-examples/multi-tenant/generate.ts --seed 1 --tenants 1000 --users 50 --documents 100 > facts.jsonl`
 */
import { parseArgs } from "node:util";
import { numbered, printJsonLines, ref, seeded, type Ref, type Seeded } from "../generated-facts.ts";

/** `users` and `documents` of each tenant; every tenth of the documents has a project of its own. */
interface Sizes {
  readonly tenants: number;
  readonly users: number;
  readonly documents: number;
}

function* allFacts(sizes: Sizes, random: Seeded): Generator<object> {
  for (const tenant of numbered(sizes.tenants, "tenant")) yield* tenantFacts(tenant, sizes, random);
}

function* tenantFacts(tenant: string, sizes: Sizes, random: Seeded): Generator<object> {
  const organization = ref("Organization", tenant);
  yield {
    ...organization,
    properties: {
      state: random.below(50) === 0 ? "suspended" : "active",
      members_may: random.pick(["nothing", "view", "edit"]),
    },
  };
  const teams = numbered(Math.ceil(sizes.users / 10), `${tenant}/team`).map((id) => ref("Team", id));
  for (const team of teams) yield { ...team, parent: organization };
  const users = numbered(sizes.users, `${tenant}/user`).map((id) => ref("User", id));
  yield* peopleFacts(organization, users, teams, random);
  yield* customRoleFacts(organization, users, random);
  yield* projectFacts(organization, sizes.documents, users, teams, random);
}

/** The first user owns the organization, the next two run it, the last one is a guest; who is no guest is in a team. */
function* peopleFacts(
  organization: Ref,
  users: readonly Ref[],
  teams: readonly Ref[],
  random: Seeded,
): Generator<object> {
  for (const [at, user] of users.entries()) {
    const role = at === 0 ? "owner" : at < 3 ? "admin" : at === users.length - 1 ? "guest" : "member";
    yield role === "guest" ? user : { ...user, groups: [random.pick(teams)] };
    yield { subject: user, role, resource: organization };
  }
}

/** Three roles of the organization's own, each built of two parts. */
function* customRoleFacts(organization: Ref, users: readonly Ref[], random: Seeded): Generator<object> {
  for (const role of numbered(3, `${organization.id}/role`).map((id) => ref("CustomRole", id))) {
    yield { ...role, parent: organization };
    yield { subject: random.pick(users), role: "assignee", resource: role };
    for (const part of random.some(["viewer", "commenter", "editor", "exporter"], 2)) {
      yield { subject: { ...role, role: "assignee" }, role: part, resource: organization };
    }
  }
}

/** One project in four is private; a team and somebody by name work on each. */
function* projectFacts(
  organization: Ref,
  documents: number,
  users: readonly Ref[],
  teams: readonly Ref[],
  random: Seeded,
): Generator<object> {
  const projects = numbered(Math.ceil(documents / 10), `${organization.id}/project`).map((id) => ref("Project", id));
  for (const project of projects) {
    yield { ...project, parent: organization, properties: { private: random.below(4) === 0 } };
    yield { subject: random.pick(teams), role: random.pick(["commenter", "editor"]), resource: project };
    yield { subject: random.pick(users), role: random.pick(["viewer", "editor", "exporter"]), resource: project };
  }
  for (const name of numbered(documents, "document")) {
    const project = random.pick(projects);
    yield { ...ref("Document", `${project.id}/${name}`), parent: project, properties: { author: random.pick(users) } };
  }
}

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    tenants: { type: "string", default: "1000" },
    users: { type: "string", default: "50" },
    documents: { type: "string", default: "100" },
  },
});
const wanted = { tenants: Number(values.tenants), users: Number(values.users), documents: Number(values.documents) };
await printJsonLines(allFacts(wanted, seeded(Number(values.seed))));
