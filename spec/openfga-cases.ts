import { parse } from "yaml";
import type { OpenfgaTuple } from "./openfga-facts.ts";

/** One assertion of a store file, with the tuples that hold for it: those of the store and those of its test. */
export type OpenfgaCase = CheckCase | ListObjectsCase | ListUsersCase;

interface Assertion {
  readonly id: string;
  readonly tuples: readonly OpenfgaTuple[];
  readonly relation: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

export interface CheckCase extends Assertion {
  readonly kind: "check";
  readonly user: string;
  readonly object: string;
  readonly expected: boolean;
}

export interface ListObjectsCase extends Assertion {
  readonly kind: "list_objects";
  readonly user: string;
  readonly type: string;
  readonly expected: readonly string[];
}

export interface ListUsersCase extends Assertion {
  readonly kind: "list_users";
  readonly object: string;
  readonly filter: UserFilter;
  readonly expected: readonly string[];
}

/** With a relation it asks for usersets, else for users and wildcards. */
export interface UserFilter {
  readonly type: string;
  readonly relation?: string;
}

interface StoreFile {
  readonly model?: string;
  readonly model_file?: string;
  readonly tuples?: readonly OpenfgaTuple[];
  readonly tests: readonly StoreTest[];
}

interface StoreTest {
  readonly name: string;
  readonly tuples?: readonly OpenfgaTuple[];
  readonly check?: readonly (Given<boolean> & {
    readonly user?: string;
    readonly users?: readonly string[];
    readonly object?: string;
    readonly objects?: readonly string[];
  })[];
  readonly list_objects?: readonly (Given<readonly string[]> & { readonly user: string; readonly type: string })[];
  readonly list_users?: readonly (Given<{ readonly users: readonly string[] }> & {
    readonly object: string;
    readonly user_filter: readonly UserFilter[];
  })[];
}

interface Given<Expected> {
  readonly context?: Readonly<Record<string, unknown>>;
  readonly assertions: Readonly<Record<string, Expected>>;
}

/** Every assertion of a store file (`*.fga.yaml`, the format of OpenFGA's command), which has its tuples inside. */
export function openfgaCases(text: string): OpenfgaCase[] {
  const { tuples = [], tests } = parse(text) as StoreFile;
  return tests.flatMap((test) => {
    const all = [...tuples, ...(test.tuples ?? [])];
    return [...checkCases(test, all), ...listObjectsCases(test, all), ...listUsersCases(test, all)];
  });
}

/** The model that a store file holds, or the file beside it that does. */
export function modelSource(
  text: string,
): { readonly kind: "text"; readonly text: string } | { readonly kind: "file"; readonly file: string } {
  const { model, model_file: file = "model.fga" } = parse(text) as StoreFile;
  return model === undefined ? { kind: "file", file } : { kind: "text", text: model };
}

function checkCases({ name, check = [] }: StoreTest, tuples: readonly OpenfgaTuple[]): CheckCase[] {
  return check.flatMap((given) =>
    (given.users ?? [given.user ?? ""]).flatMap((user) =>
      (given.objects ?? [given.object ?? ""]).flatMap((object) =>
        expectations(given).map(({ relation, expected, ...context }): CheckCase => {
          const id = `${name}: ${user} ${relation} ${object}`;
          return { kind: "check", id, tuples, user, relation, object, expected, ...context };
        }),
      ),
    ),
  );
}

function listObjectsCases(test: StoreTest, tuples: readonly OpenfgaTuple[]): ListObjectsCase[] {
  return (test.list_objects ?? []).flatMap((given) =>
    expectations(given).map(({ relation, expected, ...context }): ListObjectsCase => {
      const { user, type } = given;
      const id = `${test.name}: ${user} ${relation} ${type}:?`;
      return { kind: "list_objects", id, tuples, user, relation, type, expected, ...context };
    }),
  );
}

function listUsersCases(test: StoreTest, tuples: readonly OpenfgaTuple[]): ListUsersCase[] {
  return (test.list_users ?? []).flatMap((given) =>
    given.user_filter.flatMap((filter) =>
      expectations(given).map(({ relation, expected, ...context }): ListUsersCase => {
        const { object } = given;
        const asked = filter.relation === undefined ? `${filter.type}:?` : `${filter.type}:?#${filter.relation}`;
        const id = `${test.name}: ${asked} ${relation} ${object}`;
        return { kind: "list_users", id, tuples, relation, object, filter, expected: expected.users, ...context };
      }),
    ),
  );
}

function expectations<T>({ context, assertions }: Given<T>): (Pick<Assertion, "relation" | "context"> & {
  readonly expected: T;
})[] {
  return Object.entries(assertions).map(([relation, expected]) => ({
    relation,
    expected,
    ...(context === undefined ? {} : { context }),
  }));
}
