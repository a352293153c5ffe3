/** What follows from the declarations of any policy. */
export const requestTypes = `/** An entity by its type and its id. */
export interface Entity<Type extends string> {
  readonly type: Type;
  readonly id: string;
}

/** The caller; "anonymous" is the one without identity. */
export type Subject =
  | { [Type in SubjectType]: Entity<Type> & { readonly properties?: SubjectProperties[Type] } }[SubjectType]
  | { readonly type: "anonymous"; readonly id?: string };

/** An action on resources of a type. */
export type Action<Type extends ResourceType> = {
  [Name in keyof ActionProperties[Type]]: {
    readonly name: Name;
    readonly properties?: ActionProperties[Type][Name];
  };
}[keyof ActionProperties[Type]];

/** A request about a resource of a type. */
export interface RequestFor<Type extends ResourceType> {
  readonly subject: Subject;
  readonly action: Action<Type>;
  readonly resource: Entity<Type> & { readonly properties?: ResourceProperties[Type] };
  readonly context?: Context;
}

/** What an engine of this policy is asked. */
export type Request = { [Type in ResourceType]: RequestFor<Type> }[ResourceType];
`;
