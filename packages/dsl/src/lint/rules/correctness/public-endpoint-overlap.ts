import type { Endpoint, EndpointSegment } from "@authz/model";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const publicEndpointOverlap: LintRule<{ readonly route: string; readonly guarded: string }> = defineLintRule({
  code: "lint/public-endpoint-overlap",
  group: "correctness",
  severity: "info",
  set: "strict",
  summary: "A public endpoint takes requests out of a guarded pattern",
  why: "The more specific route decides, so that what looks guarded as a whole has a hole. That may be meant, for a login page say: then it is worth a comment.",
  message: ({ route, guarded }) => `\`${route}\` is public, although \`${guarded}\` guards requests like it`,
  help: () => "move it out of the guarded paths, guard it as well, or suppress this with the reason",
  bad: `subject User
resource Page {
  role editor
  action edit
  allow editor to edit
}
endpoint "POST /admin/{path...}" is edit on Page "{path}"
endpoint "POST /admin/import" is public
`,
  good: `subject User
resource Page {
  role editor
  action edit
  allow editor to edit
}
endpoint "POST /admin/{path...}" is edit on Page "{path}"
endpoint "POST /import" is public
`,
  check({ index, report }) {
    const broad = index.endpoints.filter(({ model }) => model.target !== "public" && isBroad(model));
    for (const { model, node, file } of index.endpoints) {
      if (model.target !== "public") continue;
      const guarding = broad.find((one) => takesFrom(model, one.model));
      if (guarding === undefined) continue;
      const related = [{ file: guarding.file, node: guarding.node.route, message: "guarded here" }];
      report(file, node.route, { route: node.route.value, guarded: guarding.node.route.value }, { related });
    }
  },
});

function isBroad({ method, segments }: Endpoint): boolean {
  return method === "*" || segments.at(-1)?.kind === "rest";
}

/** Whether every request that `narrow` matches would be matched by `broad`. */
function takesFrom(narrow: Endpoint, broad: Endpoint): boolean {
  if (broad.method !== "*" && broad.method !== narrow.method) return false;
  const last = broad.segments.at(-1);
  const isRest = last?.kind === "rest";
  const fixed = isRest ? broad.segments.slice(0, -1) : broad.segments;
  const isLongEnough = isRest ? narrow.segments.length > fixed.length : narrow.segments.length === fixed.length;
  return isLongEnough && fixed.every((segment, index) => covers(segment, narrow.segments[index]));
}

function covers(broad: EndpointSegment, narrow: EndpointSegment | undefined): boolean {
  if (broad.kind === "parameter") return narrow?.kind !== "rest";
  return broad.kind === "literal" && narrow?.kind === "literal" && narrow.text === broad.text;
}
