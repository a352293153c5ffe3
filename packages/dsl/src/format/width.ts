/** Columns a text takes: one for each code point. */
export function widthOf(text: string): number {
  if (ascii.test(text)) return text.length;
  let width = 0;
  for (const _ of text) width++;
  return width;
}

const ascii = /^[ -~]*$/;
