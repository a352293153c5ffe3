/** Fastify 5. */
export type { FastifyGuardOptions } from "./protect.ts";
export { answerRefused, protect } from "./protect.ts";
