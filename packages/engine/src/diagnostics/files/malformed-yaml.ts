import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type MalformedYaml = {
  readonly problem: string;
};

export const malformedYaml: DiagnosticDefinition<MalformedYaml> = defineDiagnostic({
  code: "files/malformed-yaml",
  severity: "error",
  summary: "A text is not YAML that can be read",
  why: "Facts are plain data: one YAML 1.2 document without tags of its own, whose aliases are few and do not contain themselves. Anything else is refused rather than guessed at.",
  message: ({ problem }) => `this YAML cannot be read: ${problem}`,
  help: () => "mend it here; a YAML formatter shows the structure that it sees",
  bad: {
    shell:
      "printf 'entities: [{ type: User, id: ana }\\n' > facts.yaml\nauthz check User:ana read Doc:1 --facts facts.yaml",
  },
  good: {
    shell:
      "printf 'entities: [{ type: User, id: ana }]\\n' > facts.yaml\nauthz check User:ana read Doc:1 --facts facts.yaml",
  },
});
