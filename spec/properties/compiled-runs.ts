/** Generated policies with facts, what happens to both, and questions that are asked again and again meanwhile. */
import type { FactsChange, Policy } from "@authz/engine";
import fc from "fast-check";
import { questions } from "./compiled-questions.ts";
import type { FactsDraft, PeopleDraft, PolicyDraft, RequestDraft, RoleDraft, StatementDraft } from "./draft.ts";
import { policyOf } from "./engines.ts";
import { facts } from "./facts.ts";
import { plainRoles } from "./people.ts";
import { policies } from "./policies.ts";
import { renderPolicy } from "./render.ts";

/** Something that happens to an engine between two rounds of questions. */
export type Step =
  | { readonly kind: "facts"; readonly changes: readonly FactsChange[] }
  | { readonly kind: "policy"; readonly policy: Policy };

export interface Run {
  /** The policy as text, for whoever has to find out why a run failed. */
  readonly text: string;
  readonly policy: Policy;
  readonly start: FactsDraft;
  readonly steps: readonly Step[];
  readonly questions: readonly RequestDraft[];
}

export const stepsOfRun = 7;
export const questionsOfRun = 24;
/** All questions before the first step and after each, and as many again of their parts. */
export const casesOfRun: number = (stepsOfRun + 1) * questionsOfRun * 2;

/** The policies that generated code does best: no condition stands in what derives a role. */
const unconditional: fc.Arbitrary<PolicyDraft> = policies().map((draft) => ({
  ...draft,
  exclusives: [],
  roles: draft.roles.map(withoutConditions),
  resources: draft.resources.map((resource) => ({ ...resource, roles: resource.roles.map(withoutConditions) })),
}));

/** And those of them that grant most: nothing takes away what a role gives. */
const generous: fc.Arbitrary<PolicyDraft> = unconditional
  .map((draft) => ({
    ...draft,
    fixed: draft.fixed.filter((text) => !text.startsWith("scope ")),
    statements: draft.statements.filter(({ effect, text }) => effect === "allow" && !text.includes("scope")),
  }))
  .filter(({ statements }) => statements.length > 0);

export const families: Readonly<Record<string, fc.Arbitrary<Run>>> = {
  "whatever policies there are": runsOf(policies()),
  "roles without conditions": runsOf(unconditional),
  "nothing but what grants": runsOf(generous),
};

/** Of roles that are the same for every resource. */
const grantsOfRoles: fc.Arbitrary<readonly StatementDraft[]> = fc
  .array(fc.tuple(fc.constantFrom(...plainRoles, "trusted"), fc.constantFrom("read", "send", "update")), {
    minLength: 1,
    maxLength: 5,
  })
  .map((grants) =>
    grants.map(([role, action], at) => ({
      label: `rule_${at}`,
      effect: "allow",
      text: `allow ${role} to ${action} on *`,
    })),
  );

/** Policies of which application-wide roles are all. */
export const byRolesAlone: fc.Arbitrary<Run> = runsOf(
  fc.tuple(generous, grantsOfRoles).map(([draft, statements]) => ({ ...draft, statements })),
);

function withoutConditions(role: RoleDraft): RoleDraft {
  const { people, ...rest } = role;
  return { ...rest, guards: [], ...(people === undefined ? {} : { people: asUnion(people) }) };
}

function asUnion(people: PeopleDraft): PeopleDraft {
  if (people.kind === "path") return people;
  return people.kind === "but not"
    ? asUnion(people.left)
    : { kind: "or", left: asUnion(people.left), right: asUnion(people.right) };
}

function runsOf(drafts: fc.Arbitrary<PolicyDraft>): fc.Arbitrary<Run> {
  return drafts.chain((draft) => {
    const kinds = fc.tuple(fc.nat(1000), fc.nat(5), fc.nat(1000));
    return fc
      .record({
        start: facts(draft),
        other: facts(draft),
        picks: fc.array(kinds, { minLength: stepsOfRun, maxLength: stepsOfRun }),
        questions: fc.array(questions, { minLength: questionsOfRun, maxLength: questionsOfRun }),
        replaced: fc.option(fc.nat({ max: stepsOfRun - 1 }), { freq: 1, nil: undefined }),
      })
      .map(({ start, other, picks, replaced, questions: asked }) => ({
        text: renderPolicy(draft),
        policy: policyOf([renderPolicy(draft)]),
        start,
        questions: asked,
        steps: picks.map(([pick, kind, second], at): Step => {
          if (at === replaced) return { kind: "policy", policy: policyOf([renderPolicy(shortened(draft, pick))]) };
          const source = pick % 2 === 0 ? start : other;
          const changes = [changeOf(pick, kind, source)];
          return { kind: "facts", changes: kind === 5 ? [...changes, changeOf(second, second % 5, other)] : changes };
        }),
      }));
  });
}

/** Without one of the statements, the others in the opposite order; facts fit it all the same. */
function shortened(draft: PolicyDraft, pick: number): PolicyDraft {
  const left = pick % draft.statements.length;
  const statements = draft.statements.filter((_, at) => at !== left || draft.statements.length === 1);
  return { ...draft, statements: statements.toReversed() };
}

function changeOf(pick: number, kind: number, { entities, assignments }: FactsDraft): FactsChange {
  const entity = entities[pick % entities.length];
  const assignment = assignments[pick % Math.max(1, assignments.length)];
  if (entity === undefined) throw new Error("facts hold no entity");
  if (kind === 0) return { delete: { type: entity.type, id: entity.id } };
  if (kind === 1 || assignment === undefined) return { put: entity } as FactsChange;
  return kind === 2 ? { revoke: assignment } : { assign: assignment };
}
