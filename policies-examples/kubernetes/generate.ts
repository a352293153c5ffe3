/**
 * Facts of a cluster of the size asked for, as JSON Lines:
 * `node policies-examples/kubernetes/generate.ts --seed 1 --roles 200 --namespaces 50 --bindings 2000 > facts.jsonl`
 */
import { parseArgs } from "node:util";
import { numbered, printJsonLines, ref, seeded, type Ref, type Seeded } from "../generated-facts.ts";

interface Sizes {
  readonly roles: number;
  readonly namespaces: number;
  /** Of all namespaces and the cluster together. */
  readonly bindings: number;
}

const verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
const kinds = [
  "pods",
  "pods/log",
  "pods/exec",
  "services",
  "configmaps",
  "secrets",
  "serviceaccounts",
  "events",
  "deployments.apps",
  "statefulsets.apps",
  "daemonsets.apps",
  "jobs.batch",
  "cronjobs.batch",
  "ingresses.networking",
  "roles.rbac",
  "rolebindings.rbac",
];

/** One entity or assignment at a time. Roles refer to their rules, the cluster and namespaces to their bindings. */
function* clusterFacts(sizes: Sizes, random: Seeded): Generator<object> {
  const roles = numbered(sizes.roles, "role");
  for (const [at, role] of roles.entries()) yield* roleFacts(role, roles.slice(0, at), random);
  const places = ["", ...numbered(sizes.namespaces, "namespace")];
  const bindings = Map.groupBy(
    numbered(sizes.bindings, "binding").map((name) => ({ name, place: random.pick(places) })),
    ({ place }) => place,
  );
  for (const place of places) {
    const here = (bindings.get(place) ?? []).map(({ name }) => ref("Binding", `${place}/${name}`));
    const cluster = ref("Cluster", "main");
    yield place === ""
      ? { ...cluster, properties: { bindings: here } }
      : { ...ref("Namespace", place), parent: cluster, properties: { bindings: here } };
    for (const binding of here) yield* bindingFacts(binding, random.pick(roles), random);
  }
  yield { subject: ref("Group", "system:masters"), role: "master" };
}

/** One to four rules; one role in ten is made of roles before it as well. */
function* roleFacts(role: string, before: readonly string[], random: Seeded): Generator<object> {
  const rules = numbered(1 + random.below(4), role).map((id) => ref("Rule", id));
  for (const rule of rules) {
    yield { ...rule, properties: { verbs: random.some(verbs, 4), kinds: random.some(kinds, 4) } };
  }
  const aggregated = before.length > 0 && random.below(10) === 0 ? random.some(before, 3) : [];
  yield { ...ref("Role", role), properties: { rules, aggregates: aggregated.map((id) => ref("Role", id)) } };
}

/** One to three people, programs or groups. */
function* bindingFacts(binding: Ref, role: string, random: Seeded): Generator<object> {
  yield { ...binding, properties: { role_ref: ref("Role", role) } };
  const holders = [
    ref("User", `user-${random.below(1000)}`),
    ref("Group", `group-${random.below(100)}`),
    ref("ServiceAccount", `namespace-${random.below(50)}:account-${random.below(10)}`),
  ];
  for (const subject of random.some(holders, 3)) yield { subject, role: "bound", resource: binding };
}

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    roles: { type: "string", default: "200" },
    namespaces: { type: "string", default: "50" },
    bindings: { type: "string", default: "2000" },
  },
});
const sizes = { roles: Number(values.roles), namespaces: Number(values.namespaces), bindings: Number(values.bindings) };
await printJsonLines(clusterFacts(sizes, seeded(Number(values.seed))));
