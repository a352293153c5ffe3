import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { splitRequestTarget, type RequestTargetProblem } from "./request-target.ts";

describe("splitRequestTarget", () => {
  test.each<[string, readonly string[]]>([
    ["/", []],
    ["/?x=1", []],
    ["/a", ["a"]],
    ["/a/b?x=/../y", ["a", "b"]],
    ["/%61dmin", ["admin"]],
    ["/a%20b", ["a b"]],
    ["/a%3Fb", ["a?b"]],
    ["/%C3%A9t%c3%a9", ["été"]],
    ["/été", ["été"]],
    ["/%EF%BB%BFa", ["\ufeffa"]],
    ["/%252f", ["%2f"]],
    ["/ADMIN", ["ADMIN"]],
    ["/admin%0a", ["admin\n"]],
    ["/...", ["..."]],
    ["/;", [";"]],
    ["/a;x=1", ["a;x=1"]],
    ["/__proto__/constructor", ["__proto__", "constructor"]],
    ["/{id}", ["{id}"]],
  ])("%s has the segments %j", (target, segments) => {
    expect(splitRequestTarget(target)).toEqual({ segments });
  });

  test.each<[string, RequestTargetProblem]>([
    ["", "no leading slash"],
    ["admin", "no leading slash"],
    ["*", "no leading slash"],
    ["?x=/a", "no leading slash"],
    ["http://host/admin", "no leading slash"],
    ["//admin", "empty segment"],
    ["/admin/", "empty segment"],
    ["/a//b", "empty segment"],
    ["/./admin", "dot segment"],
    ["/public/..", "dot segment"],
    ["/public/%2e%2E/admin", "dot segment"],
    ["/.%2e", "dot segment"],
    ["/public/..;/admin", "dot segment"],
    ["/public/..%2fadmin", "encoded slash or backslash"],
    ["/..%5Cadmin", "encoded slash or backslash"],
    ["/public\\..\\admin", "backslash"],
    ["/%c0%af", "invalid escape"],
    ["/%e0%80%af", "invalid escape"],
    ["/%ff", "invalid escape"],
    ["/%ED%A0%80", "invalid escape"],
    ["/%", "invalid escape"],
    ["/%zz", "invalid escape"],
    ["/%2", "invalid escape"],
    ["/\ud800", "invalid escape"],
    ["/admin%00.jpg", "NUL"],
    ["/ad\tmin", "space or control character"],
    ["/admin\0", "space or control character"],
    ["/a b", "space or control character"],
    ["/a?b c", "space or control character"],
    ["/a\u0085", "space or control character"],
    ["/admin#x", "fragment"],
    ["/public?x#/../admin", "fragment"],
  ])("%j is rejected: %s", (target, problem) => {
    expect(splitRequestTarget(target)).toEqual({ problem });
  });

  test("segments that were split are split the same when they are encoded again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), (text) => {
        const first = splitRequestTarget(`/${text}`);
        if (!("segments" in first)) return;
        const again = `/${first.segments.map(encodeURIComponent).join("/")}`;
        expect(splitRequestTarget(again)).toEqual(first);
      }),
    );
  });
});

test("an ASCII character that is escaped means what it means written plainly, but for those that paths give a meaning", () => {
  const character = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
  const plain = character.filter((each) => !"#%/?\\;".includes(each));
  const paths = fc.array(fc.string({ unit: fc.oneof(plain, fc.constantFrom(".", "..", "/", "", "a")), maxLength: 8 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(paths, plain, plain, (segments, first, second) => {
      const rest = segments.map((segment) => `/${segment}`).join("");
      const escaped = `%${second.charCodeAt(0).toString(16)}`;
      const written = splitRequestTarget(`/x${first}${second}${rest}`);
      expect(splitRequestTarget(`/x${first}${escaped}${rest}`)).toEqual(written);
      expect(splitRequestTarget(`/x${first}${second}${rest}?q=1`)).toEqual(written);
    }),
  );
});
