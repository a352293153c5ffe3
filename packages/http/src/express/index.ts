/** Express 5. */
export type { AnswerErrors, ExpressGuard, ExpressOptions, ExpressRequest } from "./protect.ts";
export { answerRefused, protect } from "./protect.ts";
