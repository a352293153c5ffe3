/**
 * Every limit there is, with its default. They bound the work that hostile input can cause; each has a test at the limit
 * and one past it. Sizes of text are in UTF-16 code units.
 */
export interface Limits {
  /** One policy file. */
  readonly fileLength: number;
  /** All files of a policy together. */
  readonly policyLength: number;
  readonly filesInPolicy: number;
  /** One file of facts. */
  readonly factsFileLength: number;
  readonly tokensInFile: number;
  /** Brackets of any kind and chains of `not`, inside one another. */
  readonly nesting: number;
  readonly nameLength: number;
  readonly stringLength: number;
  /** Declarations of a policy that decide something: rules and requirements. */
  readonly rules: number;
  /**
   * What the rules, scopes and roles of a policy say once `*` and lists are written out: actions on resource types, people seen
   * from resource types, and what a role includes, follows from and may be given to.
   */
  readonly writtenOut: number;
  /** Diagnostics reported for one policy or one set of facts; the rest is counted. */
  readonly diagnostics: number;
  /** Steps of a path: `resource.parent.owner` has two. */
  readonly pathSteps: number;
  /** Elements of one list or set, in a policy, in facts and in a request. */
  readonly setSize: number;
  /** Nesting of JSON in requests and facts. */
  readonly jsonDepth: number;
  /** Members of one JSON object. */
  readonly objectMembers: number;
  /** One request as text: a body, or a line of a batch. */
  readonly requestLength: number;
  /** Strings in a request: ids, names, values. */
  readonly requestStringLength: number;
  /** Requests in one `evaluations` batch. */
  readonly batch: number;
  /** How often one decision asks a loader of facts: the steps from one thing to the next, such as a folder's parents. */
  readonly loadRounds: number;
}

const setSize = 10_000;
const jsonDepth = 32;
const objectMembers = 1_000;
const requestStringLength = 65_536;

/** Those that each decision goes by, by themselves for whoever needs no others. */
export const requestLimits: Pick<Limits, "setSize" | "jsonDepth" | "objectMembers" | "requestStringLength"> = {
  setSize,
  jsonDepth,
  objectMembers,
  requestStringLength,
};

export const defaultLimits: Limits = {
  fileLength: 1_048_576,
  policyLength: 16_777_216,
  filesInPolicy: 10_000,
  factsFileLength: 268_435_456,
  tokensInFile: 200_000,
  nesting: 64,
  nameLength: 128,
  stringLength: 8_192,
  rules: 100_000,
  writtenOut: 1_000_000,
  diagnostics: 100,
  pathSteps: 16,
  setSize,
  jsonDepth,
  objectMembers,
  requestLength: 16_777_216,
  requestStringLength,
  batch: 10_000,
  loadRounds: 100,
};
