/** Which of many documents somebody may read, as a policy, facts and a search of ours. */
import type { AssignmentData, EntityData } from "@authz/engine";
import type { Encoded } from "./policies.ts";

interface ListData {
  readonly users: readonly ListAsked[];
  readonly docs: readonly {
    readonly id: string;
    readonly owner: string;
    readonly tenant: string;
    readonly public: boolean;
    readonly sharedWith: readonly string[];
    readonly role: string;
  }[];
  readonly roles: readonly string[];
}

interface ListAsked {
  readonly id: string;
  readonly tenant: string;
  readonly groups: readonly string[];
  readonly roles: readonly string[];
}

/** Everything about users is facts, as their documents are. */
export function list({ users, docs, roles }: ListData): Encoded {
  const readers = roles.map(
    (role) => `allow ${role} to read when resource.reader == "${role}" and resource.tenant == subject.tenant`,
  );
  const text = `subject User { tenant: string }
group Team of User
role ${roles.join(", ")}
resource Doc {
  owner: User  tenant: string  public: boolean  shared: set of Team  reader: string
  action read
  allow owner, shared to read
  allow User to read when resource.public
  ${readers.join("\n  ")}
}
`;
  return {
    files: [{ name: "list.authz", text }],
    entities: [
      ...users.map(({ id, tenant, groups }): EntityData => ({
        ...user(id),
        properties: { tenant },
        groups: groups.map(team),
      })),
      ...docs.map(({ id, owner, tenant, public: isPublic, sharedWith, role }): EntityData => ({
        type: "Doc",
        id,
        properties: { owner: user(owner), tenant, public: isPublic, shared: sharedWith.map(team), reader: role },
      })),
    ],
    assignments: users.flatMap(({ id, roles: held }) =>
      held.map((role): AssignmentData => ({ subject: user(id), role })),
    ),
    toRequest: ({ id }: ListAsked) => ({ type: "Doc", action: "read", subject: user(id) }),
  };
}

const user = (id: string) => ({ type: "User", id });
const team = (id: string) => ({ type: "Team", id });
