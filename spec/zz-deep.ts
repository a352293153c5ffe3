import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts } from "@authz/engine";
const { policy, diagnostics } = parsePolicy([
  {
    name: "p.authz",
    text: `subject User
group Team of User, Team
resource Node in Node { role m for User, Team, Node.m
 role r if parent.r or m
 role x if User but not parent.y
 role y
 action read, look, in
 a: allow r to read
 b: allow x to look
 c: allow User to in when resource in Node "0" and subject in Team "0" }
exclusive Node.m, Node.y`,
  },
]);
console.log(diagnostics.map((d) => d.message));
for (const n of [1000, 10000, 100000]) {
  const entities: unknown[] = [{ type: "Node", id: "0" }],
    assignments: unknown[] = [{ subject: { type: "User", id: "1" }, role: "r", resource: { type: "Node", id: "0" } }];
  for (let i = 1; i <= n; i++) {
    entities.push(
      { type: "Node", id: `${i}`, parent: { type: "Node", id: `${i - 1}` } },
      { type: "Team", id: `${i}`, groups: { type: "Team", id: `${i - 1}` } },
    );
    assignments.push({
      subject: { type: "Node", id: `${i - 1}`, role: "m" },
      role: "m",
      resource: { type: "Node", id: `${i}` },
    });
  }
  entities.push({ type: "User", id: "1", groups: { type: "Team", id: `${n}` } });
  const { facts, diagnostics: d } = parseFacts(policy!, { entities, assignments });
  if (!facts) {
    console.log(d.slice(0, 3));
    break;
  }
  const e = compile(policy!, { facts });
  for (const action of ["read", "look", "in"]) {
    const t = performance.now();
    let c;
    try {
      c = e.check({
        subject: { type: "User", id: "1" },
        action: { name: action },
        resource: { type: "Node", id: `${n}` },
      });
    } catch (x) {
      c = { code: "THROWS " + String(x).slice(0, 80) };
    }
    console.log(n, action, c.code, Math.round(performance.now() - t), "ms");
  }
}
