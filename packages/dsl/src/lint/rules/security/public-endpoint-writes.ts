import { changesByMethod } from "../../index/changing.ts";
import { mentions } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

const beforeSignIn =
  "callback challenge confirm csp_report health introspect login logout oauth password register reset saml sign_in " +
  "sign_up signin signup token verify webhook webhooks";

export const publicEndpointWrites: LintRule<
  { readonly route: string; readonly method: string },
  { readonly expected: readonly string[] }
> = defineLintRule({
  code: "lint/public-endpoint-writes",
  group: "security",
  severity: "warning",
  set: "recommended",
  options: {
    expected: {
      summary: "words in a path that is public by its nature, such as that of signing in",
      default: beforeSignIn.split(" "),
    },
  },
  summary: "An endpoint that changes something is public",
  why: "A public endpoint asks no question at all: no rule, no requirement and no scope is looked at, whoever calls.",
  message: ({ route, method }) =>
    `\`${route}\` is public, ${method === "*" ? "and takes every method" : `and \`${method}\` changes something`}`,
  help: () => "say which action it is, on which resource; a rule for `anyone` can still allow it",
  bad: `subject User
resource Comment {
  action read, create
  allow User to read, create
}
endpoint "GET /comments/{id}" is read on Comment "{id}"
endpoint "POST /comments/{id}" is public
`,
  good: `subject User
resource Comment {
  action read, create
  allow User to read, create
}
endpoint "GET /comments/{id}" is read on Comment "{id}"
endpoint "POST /comments/{id}" is create on Comment "{id}"
`,
  check({ index, options, report }) {
    for (const { model, node, file } of index.endpoints) {
      if (model.target !== "public" || !changesByMethod(model.method)) continue;
      const texts = model.segments.flatMap((segment) => (segment.kind === "literal" ? [segment.text] : []));
      if (texts.some((text) => mentions(text, options.expected))) continue;
      report(file, node.route, { route: node.route.value, method: model.method });
    }
  },
});
