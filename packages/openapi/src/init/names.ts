import { pascalCase, snakeCase } from "change-case";
import { singularize } from "inflection";

/** Shorter than names may be, so that a number can follow. */
const LONGEST = 100;

/** Words that are something else where a name is expected, so that they need backquotes. */
const reserved: ReadonlySet<string> = new Set(
  "anyone not true false time ip string number boolean duration set all active".split(" "),
);

/** A name as a policy writes it. */
export function written(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `\`${name}\``;
}

/** Of a resource, from a part of a path: `invoice-items` is an `InvoiceItem`. */
export function typeName(text: string): string {
  return shorten(pascalCase(singularize(printable(text))), "Resource");
}

/** Of an action, from an operation's id: `getPetById` is `get_pet_by_id`. */
export function actionName(text: string): string {
  return shorten(snakeCase(printable(text)), "call");
}

/** Of a parameter, which has letters, digits and underscores only. */
export function parameterName(text: string, index: number): string {
  const name = shorten(snakeCase(text.replace(/[^A-Za-z0-9_]+/g, "_")), `part_${index + 1}`);
  return /^[A-Za-z_]/.test(name) ? name : `_${name}`;
}

/** Without what is invisible, changes direction or would end the name. */
function printable(text: string): string {
  return text
    .slice(0, LONGEST * 2)
    .toWellFormed()
    .replace(/[\p{C}\p{Z}\p{M}`\uFFFD]+/gu, " ");
}

function shorten(text: string, fallback: string): string {
  const name = [...text].slice(0, LONGEST).join("").normalize("NFC");
  return /[\p{L}\p{N}]/u.test(name) ? name : fallback;
}

/** A name that is not taken, case set aside: with a number behind it if need be. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted}_${number}`;
  return name;
}

/** One line of text for a doc comment, without what people cannot see. */
export function commentText(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/(?:[\p{C}\p{Zl}\p{Zp}\s\uFFFD]|(?![\uFE0E\uFE0F])\p{DI})+/gu, " ")
    .trim();
  const sentence = /^.{1,160}?[.!?](?=\s|$)/u.exec(line)?.[0] ?? line;
  return sentence.length <= 160 ? sentence : `${[...sentence].slice(0, 157).join("")}…`;
}

/** A string as policies and JSON write it, in printable ASCII. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
