/** Names that are made shorter must be nobody's but the module's own. */
import { expect, test } from "@jest/globals";
import { insideNames } from "./bundle.ts";
import { declarations } from "./declarations.ts";

const names = /\(\?:(.*)\)/.exec(insideNames.source)?.[1]?.split("|") ?? [];

test("neither what a module exports has them, nor what facts and requests reserve", () => {
  const code = declarations.replaceAll(/\/\*\*.*?\*\//gs, "").replaceAll(/^\s*\/\/.*$/gm, "");
  const reserved = ["parent", "groups", "roles", "time", "token", "active_roles", "role", "notBefore", "notAfter"];
  const used = new Set([...reserved, ...(code.match(/\w+/g) ?? [])]);
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name) => used.has(name))).toEqual([]);
});

test("nothing of JavaScript has them", () => {
  const builtIn = [Object, Array, Map, Set, WeakMap, String, Number, Math, Date, Reflect, Symbol, JSON, BigInt, Error];
  const taken = new Set(
    builtIn.flatMap((each) => [
      ...Object.getOwnPropertyNames(each),
      ...("prototype" in each ? Object.getOwnPropertyNames(each.prototype) : []),
    ]),
  );
  expect(names.filter((name) => taken.has(name))).toEqual([]);
});
