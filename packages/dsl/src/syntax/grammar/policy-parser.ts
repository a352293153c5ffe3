import type { TokenType } from "chevrotain";
import type { Declaration } from "../tree.ts";
import { word } from "../tokens.ts";
import type { Input } from "../input.ts";
import { labelled, type Rule } from "./base.ts";
import { TestGrammar } from "./tests.ts";

type Kind = Declaration["kind"];

// prettier-ignore
const sameWord = [
  "subject", "group", "resource", "role", "context", "assurance", "require", "scope", "endpoint", "exclusive", "fixture", "test",
] as const;

const kinds: ReadonlyMap<TokenType, Kind> = new Map<TokenType, Kind>([
  ...sameWord.map((kind): [TokenType, Kind] => [word[kind], kind]),
  [word.token, "context"],
  [word.allow, "rule"],
  [word.deny, "rule"],
  [word.never, "claim"],
  [word.always, "claim"],
]);

export class PolicyParser extends TestGrammar {
  /** policy = { subject | group | resource | role | context | assurance | rule | require | scope | … } */
  private readonly policy: Rule<readonly Declaration[]> = this.production("policy", () =>
    this.repeat(this.declaration, "declaration"),
  );

  private readonly declaration: Rule<Declaration> = this.production("declaration", () =>
    this.choose<Kind, Declaration>(() => this.declarationKind(), {
      subject: () => this.SUBRULE(this.subject),
      group: () => this.SUBRULE(this.group),
      resource: () => this.SUBRULE(this.resource),
      role: () => this.SUBRULE(this.role),
      context: () => this.SUBRULE(this.context),
      assurance: () => this.SUBRULE(this.assurance),
      rule: () => this.SUBRULE(this.rule),
      require: () => this.SUBRULE(this.require),
      claim: () => this.SUBRULE(this.claim),
      scope: () => this.SUBRULE(this.scope),
      endpoint: () => this.SUBRULE(this.endpoint),
      exclusive: () => this.SUBRULE(this.exclusive),
      fixture: () => this.SUBRULE(this.fixture),
      test: () => this.SUBRULE(this.test),
    }),
  );

  constructor(validate = false) {
    super(validate);
    this.performSelfAnalysis();
  }

  parse(input: Input): readonly Declaration[] {
    this.current = input;
    this.input = [...input.tokens];
    const declarations = this.policy();
    this.current = undefined;
    return declarations;
  }

  private declarationKind(): Kind {
    const ahead = this.isLabelled(...labelled) ? 3 : 1;
    return kinds.get(this.LA(ahead).tokenType) ?? this.fail("a declaration");
  }
}
