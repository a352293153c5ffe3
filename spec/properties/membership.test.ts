import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { PolicyDraft, StatementDraft } from "./draft.ts";
import { engineOf, fewerRuns } from "./engines.ts";
import { facts, now, places, subjects } from "./facts.ts";
import { createOracle } from "./oracle.ts";
import { applicationRoles, resourceRoles } from "./people.ts";
import { policies } from "./policies.ts";

const roles = [...applicationRoles, ...resourceRoles];

/** The roles of a policy, and an action for each of them that nothing else allows. */
function probing(draft: PolicyDraft): PolicyDraft {
  const statements = roles.map((role): StatementDraft => {
    const text = `allow ${role} to probe_${role} on Folder, Doc`;
    return { label: `probe_${role}`, effect: "allow", text };
  });
  const probes = roles.map((role) => `action probe_${role}`);
  const teams = [0, 1, 2, 3].map((id): StatementDraft => {
    const text = `allow User to probe_t${id} on Folder when subject in Team "t${id}"`;
    return { label: `probe_t${id}`, effect: "allow", text };
  });
  const teamProbes = [0, 1, 2, 3].map((id) => `action probe_t${id}`);
  return {
    ...draft,
    fixed: draft.fixed.filter((text) => !text.startsWith("scope ")),
    resources: draft.resources.map((each) => ({ ...each, members: [...each.members, ...probes, ...teamProbes] })),
    statements: [...statements, ...teams],
    exclusives: [],
  };
}

const withFacts = policies()
  .map(probing)
  .chain((policy) => fc.tuple(fc.constant(policy), facts(policy)));

test("roles through cycles of groups, parents and usersets are held as the least fixpoint has it", () => {
  fc.assert(
    fc.property(withFacts, ([policy, data]) => {
      const engine = engineOf(policy, data);
      const oracle = createOracle(policy, data, now);
      const differences = places.flatMap((place) =>
        subjects.flatMap((subject) =>
          roles.flatMap((role) => {
            const expected = oracle.holds(subject, role, applicationRoles.includes(role) ? undefined : place);
            const action = { name: `probe_${role}` };
            const held = engine.allows({ subject, action, resource: place, context: { time: now } });
            return held === expected ? [] : [{ subject: subject.id, role, place: place.id, expected, held }];
          }),
        ),
      );
      expect(differences).toEqual([]);
    }),
    { numRuns: fewerRuns },
  );
});

test("membership in groups that contain one another is the closure of what the facts say", () => {
  fc.assert(
    fc.property(withFacts, ([policy, data]) => {
      const engine = engineOf(policy, data);
      const oracle = createOracle(policy, data, now);
      const resource = { type: "Folder", id: "f0" };
      for (const subject of subjects.filter(({ type }) => type === "User")) {
        for (const id of [0, 1, 2, 3]) {
          const isMember = oracle.isIn(subject, { type: "Team", id: `t${id}` });
          expect(engine.allows({ subject, action: { name: `probe_t${id}` }, resource })).toBe(isMember);
        }
      }
    }),
    { numRuns: fewerRuns },
  );
});
