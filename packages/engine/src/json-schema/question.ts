import type { Action, EntityType, Policy } from "@authz/model";
import { roleList } from "./context.ts";
import { groupsOf } from "./entities.ts";
import { all, annotate, oneName, refersTo, whenMember, type JsonSchema, type WireName } from "./json-schema.ts";
import { entityReference, entityReferences, membersSchema, type ValueContext } from "./values.ts";

/** What a request must have. */
export const questionMembers = ["subject", "action", "resource"] as const;

const anonymous: WireName = { wire: "anonymous", doc: "The caller without identity; its id is ignored." };

/** The members of a request, each by itself; any may be absent. */
export function questionSchema(policy: Policy): JsonSchema {
  const resources = resourceTypes(policy);
  const names = [...new Set(resources.flatMap(actionsOf).map(({ wire }) => wire))].map((wire) => ({ wire }));
  return {
    type: "object",
    properties: {
      subject: subjectSchema(policy),
      action: {
        title: "action",
        type: "object",
        properties: { name: oneName(names), properties: { type: "object" } },
        required: ["name"],
      },
      resource: {
        title: "resource",
        type: "object",
        properties: { type: oneName(resources), id: { type: "string" } },
        required: ["type", "id"],
        ...all(resources.map((type) => whenMember("type", [type.wire], refersTo(resourceDefinition(type))))),
      },
      context: refersTo("context"),
    },
  };
}

function subjectSchema({ types }: Policy): JsonSchema {
  const subjects = types.filter(({ subject }) => subject);
  return {
    title: "subject",
    type: "object",
    properties: { type: oneName([...subjects, anonymous]) },
    required: ["type"],
    ...all(subjects.map((type) => whenMember("type", [type.wire], refersTo(subjectDefinition(type))))),
  };
}

/** Where resource and action stand side by side: the resource has the action, whose properties are as declared. */
export function actionFits(policy: Policy): JsonSchema {
  return all(
    resourceTypes(policy).map((type) => ({
      if: { properties: { resource: ofType(type) }, required: ["resource"] },
      then: { properties: { action: refersTo(actionsDefinition(type)) } },
    })),
  );
}

export function ofType({ wire }: EntityType): JsonSchema {
  return { properties: { type: { const: wire } }, required: ["type"] };
}

export function resourceTypes({ types }: Policy): readonly EntityType[] {
  return types.filter(({ resource }) => resource !== undefined);
}

/** For `$defs`: what a request may say of subjects, resources and actions of each type. */
export function questionDefinitions(context: ValueContext): readonly (readonly [string, JsonSchema])[] {
  const { policy } = context.schema;
  return [
    ...policy.types
      .filter(({ subject }) => subject)
      .map((type) => [subjectDefinition(type), subjectOf(type, context)] as const),
    ...resourceTypes(policy).flatMap((type) => [
      [resourceDefinition(type), resourceOf(type, context)] as const,
      [actionsDefinition(type), actionOf(type, context)] as const,
    ]),
  ];
}

function subjectDefinition({ name }: EntityType): string {
  return `subject ${name}`;
}

function resourceDefinition({ name }: EntityType): string {
  return `resource ${name}`;
}

export function actionsDefinition({ name }: EntityType): string {
  return `actions on ${name}`;
}

function actionsOf(type: EntityType): readonly Action[] {
  return type.resource?.actions ?? [];
}

function subjectOf(type: EntityType, context: ValueContext): JsonSchema {
  const groups = groupsOf(type, context.schema);
  const items = groups.length === 0 ? {} : { items: entityReference(groups, context.schema) };
  return {
    ...annotate(type),
    properties: {
      id: { type: "string" },
      properties: {
        type: "object",
        properties: {
          ...membersSchema(type.attributes, context).properties,
          roles: { ...roleList(context), description: "Application-wide roles that the caller asserts." },
          groups: {
            description: "Groups that it is in, besides those of the facts.",
            type: "array",
            ...(groups.length === 0 ? { maxItems: 0 } : items),
          },
        },
      },
    },
    required: ["id"],
  };
}

function resourceOf(type: EntityType, context: ValueContext): JsonSchema {
  const parents = type.resource?.parents ?? [];
  const parent = {
    description: "What it lies in, instead of what the facts say: one entity or a list.",
    ...entityReferences(parents, context.schema),
  };
  const { properties } = membersSchema(type.attributes, context);
  return {
    ...annotate(type),
    properties: {
      properties: { type: "object", properties: parents.length === 0 ? { ...properties } : { ...properties, parent } },
    },
  };
}

function actionOf(type: EntityType, context: ValueContext): JsonSchema {
  const actions = actionsOf(type);
  return {
    properties: { name: oneName(actions) },
    ...all(
      actions.map((action) => {
        const properties = membersSchema(action.attributes, context);
        return whenMember("name", [action.wire], { ...annotate(action), properties: { properties } });
      }),
    ),
  };
}
