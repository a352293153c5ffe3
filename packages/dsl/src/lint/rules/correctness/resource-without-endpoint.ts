import { defineLintRule, type LintRule } from "../../rule.ts";

export const resourceWithoutEndpoint: LintRule<{ readonly type: string }, { readonly most: number }> = defineLintRule({
  code: "lint/resource-without-endpoint",
  group: "correctness",
  severity: "info",
  set: "strict",
  options: {
    most: { summary: "resources without an endpoint before that is taken to be meant", default: 1, minimum: 1 },
  },
  summary: "No endpoint leads to a resource, while others have one",
  why: "A gateway that asks by the endpoints refuses every request for it. Where it is reached in another way that is right, and otherwise its endpoints have been forgotten.",
  message: ({ type }) => `no endpoint leads to \`${type}\`, while other resources have one`,
  help: () => "map its requests to its actions with `endpoint`",
  bad: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
resource Receipt {
  role viewer
  action read
  allow viewer to read
}
endpoint "GET /invoices/{id}" is read on Invoice "{id}"
`,
  good: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
resource Receipt {
  role viewer
  action read
  allow viewer to read
}
endpoint "GET /invoices/{id}" is read on Invoice "{id}"
endpoint "GET /receipts/{id}" is read on Receipt "{id}"
`,
  check({ index, options, report }) {
    const routed = new Set(
      index.endpoints.flatMap(({ model: { target } }) => (target === "public" ? [] : [target.type])),
    );
    const resources = index.types.filter(
      ({ model, node }) => node.kind === "resource" && (model.resource?.actions.length ?? 0) > 0,
    );
    const missing = resources.filter(({ model }) => !routed.has(model.name));
    if (routed.size === 0 || missing.length > options.most) return;
    for (const { model, name, file } of missing) report(file, name, { type: model.name });
  },
});
