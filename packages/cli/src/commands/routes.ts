import type { Command } from "../command.ts";
import { routesFormats } from "../routes/routes-options.ts";

export const command: Command = {
  name: "routes",
  summary: "List the endpoints of a policy, or hold them against the routes of an app",
  description:
    "For each endpoint: the action and the resource that it stands for, the scopes\n" +
    "that suffice (+ joins those that are needed at once, | alternatives) and what is\n" +
    "required besides. With --check or --app: routes without an endpoint, and\n" +
    "endpoints without a route; exits with 1 when there are any.",
  arguments: [],
  options: [
    { syntax: "--check <file>", help: "the app's routes: a line METHOD /path for each, or JSON" },
    { syntax: "--app <path>", help: "a module that exports a Fastify or Express 5 app; it is run" },
  ],
  formats: routesFormats,
  examples: [
    { line: "authz routes", what: "the endpoints of the policy in ./policy" },
    { line: "authz routes --format markdown", what: "a table for a page" },
    { line: "authz routes --app ./dist/app.js", what: "in CI: does every route have an endpoint" },
    { line: "authz routes --check routes.txt --format github", what: "the same from a list" },
  ],
  run: async (input, terminal) => (await import("../routes/run-routes.ts")).runRoutes(input, terminal),
};
