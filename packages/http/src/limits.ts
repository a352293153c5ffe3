/** The bounds on what a request may cause here. Lengths are UTF-16 code units, durations seconds. Each has a test. */
export const httpLimits = {
  /** A request-target: longer ones are answered with 414 before anything looks into them. */
  targetLength: 8_192,
  /** An `X-Request-ID` that is kept; another one is replaced. */
  requestIdLength: 128,
  /** One callback of the application, such as `loadResource`. */
  callbackSeconds: 10,
  /** The scopes that one challenge names. */
  challengeLength: 4_096,
  /** What of a path goes into the event of a decision. */
  loggedPathLength: 1_024,
} as const;
