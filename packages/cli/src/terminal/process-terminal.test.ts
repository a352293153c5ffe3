import { expect, test } from "@jest/globals";
import { wantsColour } from "./process-terminal.ts";

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { TERM: "dumb" }, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [false, { FORCE_COLOR: "1" }, true],
  [false, { FORCE_COLOR: "" }, false],
  [true, { FORCE_COLOR: "0" }, false],
  [true, { FORCE_COLOR: "false" }, false],
  [true, { FORCE_COLOR: "3", NO_COLOR: "1" }, false],
])("on a terminal: %s, with %j: %s", (isTerminal, environment, expected) => {
  expect(wantsColour(environment, isTerminal)).toBe(expected);
});
