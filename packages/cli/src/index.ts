/** The authz command as a function, for tools that bring their own terminal. */
export { main } from "./main.ts";
export type { ExitCode } from "./command.ts";
export type { Output, Terminal } from "./terminal/terminal.ts";
export { OutputClosed } from "./terminal/terminal.ts";
