import type { TupleMeaning, TupleMeanings } from "./openfga-facts.ts";

/** One of OpenFGA's sample stores, and how it is asked of our policy in `suites/openfga/<name>`. */
export interface OpenfgaStore {
  readonly name: string;
  /** Below the folder of the sample stores. */
  readonly file: string;
  /** The type of those who ask. */
  readonly subject: string;
  readonly meanings: TupleMeanings;
  /**
   * Theirs ask whether somebody has a relation, ours whether somebody may do an action: by `type#relation`, the name of an
   * action that exactly those may do who have the relation. A relation that is not there cannot be asked.
   */
  readonly actions: ReadonlyMap<string, string>;
}

const group: TupleMeaning = { kind: "group" };
const parent: TupleMeaning = { kind: "parent" };

function attribute(name: string, { many }: { many: boolean } = { many: false }): TupleMeaning {
  return { kind: "attribute", name, many };
}

const viewAndEdit: ReadonlyMap<string, string> = new Map([
  ["folder#can_view", "view"],
  ["folder#can_edit", "edit"],
  ["document#can_view", "view"],
  ["document#can_edit", "edit"],
]);

const folders: readonly (readonly [string, TupleMeaning])[] = [
  ["folder#parent", parent],
  ["document#parent", parent],
];

const organizations = [...folders, ["folder#organization", attribute("organization")]] as const;

export const openfgaStores: readonly OpenfgaStore[] = [
  {
    name: "gdrive",
    file: "gdrive/store.fga.yaml",
    subject: "user",
    meanings: new Map<string, TupleMeaning>([
      ["group#member", group],
      ["folder#parent", parent],
      ["doc#parent", parent],
    ]),
    actions: new Map([
      ["folder#viewer", "list"],
      ["folder#can_create_file", "create_file"],
      ["doc#viewer", "list_shared"],
      ["doc#can_read", "read"],
      ["doc#can_write", "write"],
      ["doc#can_share", "share"],
      ["doc#can_change_owner", "change_owner"],
    ]),
  },
  {
    name: "github",
    file: "github/store.fga.yaml",
    subject: "user",
    meanings: new Map<string, TupleMeaning>([
      ["team#member", group],
      ["repo#owner", parent],
    ]),
    actions: new Map([
      ["repo#reader", "read"],
      ["repo#triager", "triage"],
      ["repo#writer", "write"],
      ["repo#maintainer", "maintain"],
      ["repo#admin", "administer"],
    ]),
  },
  {
    name: "slack",
    file: "slack/store.fga.yaml",
    subject: "user",
    meanings: new Map<string, TupleMeaning>([["channel#parent_workspace", parent]]),
    actions: new Map([
      ["workspace#member", "browse"],
      ["workspace#channels_admin", "manage_channels"],
      ["workspace#legacy_admin", "manage"],
      ["channel#commenter", "comment"],
      ["channel#writer", "write"],
    ]),
  },
  {
    name: "expenses",
    file: "expenses/store.fga.yaml",
    subject: "employee",
    meanings: new Map<string, TupleMeaning>([
      ["employee#manager", attribute("managers", { many: true })],
      ["report#submitter", attribute("submitter")],
    ]),
    actions: new Map([
      ["employee#can_manage", "manage"],
      ["report#approver", "approve"],
    ]),
  },
  {
    name: "modeling-guide-1",
    file: "modeling-guide/step-1-basic.fga.yaml",
    subject: "user",
    meanings: new Map<string, TupleMeaning>(folders),
    actions: viewAndEdit,
  },
  {
    name: "modeling-guide-2",
    file: "modeling-guide/step-2-multi-tenancy.fga.yaml",
    subject: "user",
    meanings: new Map<string, TupleMeaning>(organizations),
    actions: viewAndEdit,
  },
  {
    name: "modeling-guide-3",
    file: "modeling-guide/step-3-groups.fga.yaml",
    subject: "user",
    meanings: new Map<string, TupleMeaning>([...organizations, ["group#member", group]]),
    actions: viewAndEdit,
  },
];
