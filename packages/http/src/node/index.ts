/** `node:http`, `node:https` and the compatible part of `node:http2`. */
export type { GuardedMessage, GuardedListener, NodeRequest } from "./protect.ts";
export { protect } from "./protect.ts";
export { fromNode } from "./from-node.ts";
export { writeAnswer } from "./write-answer.ts";
