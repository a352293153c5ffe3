import { LLkLookaheadStrategy, type ILookaheadStrategy, type IOrAlt } from "chevrotain";

type ForAlternation = ILookaheadStrategy["buildLookaheadForAlternation"];
type ForOptional = ILookaheadStrategy["buildLookaheadForOptional"];

/** Chevrotain's own, worked out where the parser first comes by: a file has few of the productions that there are. */
export class LazyLookahead extends LLkLookaheadStrategy {
  override buildLookaheadForAlternation(options: Parameters<ForAlternation>[0]): ReturnType<ForAlternation> {
    const build = (): ReturnType<ForAlternation> => super.buildLookaheadForAlternation(options);
    let built: ReturnType<ForAlternation> | undefined;
    return function (this: unknown, alternatives?: IOrAlt<unknown>[]) {
      built ??= build();
      return built.call(this, alternatives);
    };
  }

  override buildLookaheadForOptional(options: Parameters<ForOptional>[0]): ReturnType<ForOptional> {
    const build = (): ReturnType<ForOptional> => super.buildLookaheadForOptional(options);
    let built: ReturnType<ForOptional> | undefined;
    return function (this: unknown) {
      built ??= build();
      return built.call(this);
    };
  }
}
