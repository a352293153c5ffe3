import { code, createConstants, literal, printCode, type Code, type Constants } from "./code.ts";

/** A function longer than that, in characters, is not made faster by the machine any more. */
export const longestFunction = 60_000;

/** Makes a function of generated code; the one place that does. */
export interface Generator {
  /** Is code from strings forbidden here (a content security policy, Node's flag, some edge runtimes)? */
  readonly forbidden: boolean;
  /**
   * A function of these parameters and this body. The same text is compiled once, whatever its constants are, so that
   * functions that differ in nothing else share what the machine learns about them.
   */
  make(parameters: Code, body: Code, constants: Constants): unknown;
  /** Numbers names from 0 on, in this order; each stands there once. */
  readonly number: (names: readonly string[]) => Numbering;
}

/** -1: there is no such name. */
export type Numbering = (name: string) => number;

type Factory = (constants: readonly unknown[]) => unknown;

/** So many names are told apart faster by comparing them than by looking them up. */
const fewNames = 8;

export function createGenerator(): Generator {
  const factories = new Map<string, Factory>();
  const forbidden = isForbidden();
  function make(parameters: Code, body: Code, { values }: Constants): unknown {
    const names = values.map((_, index) => `k${index} = k[${index}]`);
    const given = names.length === 0 ? "" : `const ${names.join(", ")};\n`;
    // In parentheses the machine compiles it at once, instead of reading it over first and again when it is called.
    const source = `"use strict";\n${given}return (function (${printCode(parameters)}) {\n${printCode(body)}\n});`;
    const known = factories.get(source);
    const factory = known ?? (new Function("k", source) as Factory);
    if (known === undefined) factories.set(source, factory);
    return factory(values);
  }

  return {
    forbidden,
    make,
    number(names) {
      if (names.length > fewNames) {
        // Without prototype: names that were met before are found in it faster than in a Map.
        const numbers = Object.create(null) as Record<string, number | undefined>;
        names.forEach((name, at) => (numbers[name] = at));
        return (name) => numbers[name] ?? -1;
      }
      const cases = names.map((name, at) => code`case ${literal(name)}: return ${at};\n`);
      return make(code`name`, code`switch (name) {\n${cases}}\nreturn -1;`, createConstants()) as Numbering;
    },
  };
}

function isForbidden(): boolean {
  try {
    const works = new Function("return true") as () => unknown;
    return works() !== true;
  } catch {
    return true;
  }
}
