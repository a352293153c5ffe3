import { httpLimits } from "../limits.ts";

export type Scheme = "bearer" | "dpop" | "basic";

/** Which credentials are taken here, and what every challenge for them says. */
export interface Schemes {
  readonly realm: string;
  readonly bearer: boolean;
  /** The algorithms of proofs; undefined when DPoP is not spoken. */
  readonly dpop: readonly string[] | undefined;
  readonly basic: boolean;
  /** Where the metadata of this resource is (RFC 9728 5.1). */
  readonly resourceMetadata: string | undefined;
}

/** What one challenge says besides: of RFC 6750 3, RFC 9470 3, RFC 9449 7.1. Undefined ones are left out. */
export type ChallengeParameters = Readonly<Record<string, string | undefined>>;

/**
 * The value of `WWW-Authenticate`: a challenge for each scheme that is taken, and what is wrong with that of `scheme`; undefined
 * when no credential is taken at all.
 */
export function writeChallenges(
  schemes: Schemes,
  scheme?: Scheme,
  parameters: ChallengeParameters = {},
): string | undefined {
  const { realm, resourceMetadata } = schemes;
  const own = (name: Scheme): ChallengeParameters => (name === scheme ? parameters : {});
  const oauth = { realm, resource_metadata: resourceMetadata };
  const challenges = [
    ...(schemes.bearer ? [challenge("Bearer", { ...oauth, ...own("bearer") })] : []),
    ...(schemes.dpop ? [challenge("DPoP", { ...oauth, ...own("dpop"), algs: schemes.dpop.join(" ") })] : []),
    ...(schemes.basic ? [challenge("Basic", { realm, charset: "UTF-8" })] : []),
  ];
  return challenges.length === 0 ? undefined : challenges.join(", ");
}

function challenge(scheme: string, parameters: ChallengeParameters): string {
  const written = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${sanitise(value)}"`],
  );
  return `${scheme} ${written.join(", ")}`;
}

/** What may stand in quotes (RFC 6750 3): printable ASCII without quotes and backslashes. The rest is left out. */
export function sanitise(text: string): string {
  return text.replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, "");
}

/** A list for one parameter, in whole words; what is no word of its grammar is left out. */
export function wordList(words: readonly string[]): string | undefined {
  let text = "";
  for (const word of new Set(words)) {
    if (!/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(word)) continue;
    if (text.length + word.length + 1 > httpLimits.challengeLength) break;
    text += text === "" ? word : ` ${word}`;
  }
  return text === "" ? undefined : text;
}
