import { locate, type Lines, type Location, type Source, type Span } from "@authz/model";
import { isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";

/** One text that was read, and where its lines begin. */
export interface ReadSource {
  readonly source: Source;
  readonly lines: Lines;
  /** By which references name it: a path with `/`, relative to the root. */
  readonly path: string;
}

/** Where an object or a list of the data is written. What aliases share has one place. */
export interface Place {
  readonly text: ReadSource;
  readonly node: YAMLMap | YAMLSeq;
}

/** Finds where data is written, by the identity of its objects and lists. */
export interface Places {
  set(data: object, place: Place): void;
  of(data: object): Place | undefined;
  /** The whole object or list. */
  whole(data: object): Location;
  /** The name of a member; of what is not there, what would hold it. */
  name(data: object, key: string): Location;
  /** The value of a member or element; of what is not there, what would hold it. */
  value(data: object, key: string | number): Location;
}

export function createPlaces(fallback: ReadSource): Places {
  const places = new WeakMap<object, Place>();
  const at = ({ text }: Place, node: unknown): Location => locate(text.source, spanOf(node), text.lines);
  const places_: Places = {
    set: (data, place) => void places.set(data, place),
    of: (data) => places.get(data),
    whole(data) {
      const place = places.get(data);
      return place === undefined ? startOf(fallback) : at(place, place.node);
    },
    name(data, key) {
      const place = places.get(data);
      const pair = place === undefined ? undefined : memberOf(place.node, key);
      return place === undefined || pair === undefined ? places_.whole(data) : at(place, pair.key);
    },
    value(data, key) {
      const place = places.get(data);
      if (place === undefined) return startOf(fallback);
      const node = isSeq(place.node) ? place.node.items[Number(key)] : memberOf(place.node, String(key))?.value;
      return isNode(node) ? at(place, node) : places_.name(data, String(key));
    },
  };
  return places_;
}

export function startOf({ source, lines }: ReadSource): Location {
  return locate(source, { start: 0, end: 0 }, lines);
}

/** The member of that name in a map. */
export function memberOf(node: YAMLMap | YAMLSeq, key: string): Pair | undefined {
  return isMap(node) ? indexOf(node).get(key) : undefined;
}

/** Large objects are asked for each of their members. */
const indexes = new WeakMap<YAMLMap, ReadonlyMap<string | undefined, Pair>>();

function indexOf(map: YAMLMap): ReadonlyMap<string | undefined, Pair> {
  const known = indexes.get(map);
  if (known !== undefined) return known;
  const index = new Map(map.items.map((pair) => [nameOf(pair.key), pair]));
  indexes.set(map, index);
  return index;
}

/** A name as JSON would have it: YAML lets numbers be names (status codes are), and booleans. */
export function nameOf(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  if (typeof key.value === "string") return key.value;
  return key.source ?? String(key.value);
}

export function spanOf(node: unknown): Span {
  const range = isNode(node) ? (node as Node).range : undefined;
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}
