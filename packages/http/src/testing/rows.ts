import type { RawRequest } from "./raw-request.ts";
import type { SettingName } from "./settings.ts";
import type { World } from "./world.ts";

/** A row: what is sent, and all of the answer that there is to say. */
export interface Row {
  readonly name: string;
  readonly send: (world: World) => RawRequest | Promise<RawRequest>;
  readonly status: number;
  /** The whole header; undefined: there is none. */
  readonly challenge?: string;
  readonly body?: object;
  /** Other options of the guard, by the name of a set below. */
  readonly with?: SettingName;
}
