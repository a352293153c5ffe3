/** Breaks a paragraph between words, so that lines are good to read. */
export function wrap(text: string, width: number, indent = ""): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(/\s+/)) {
    if (line.length > indent.length && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
    }
    line += line.length > indent.length ? ` ${word}` : word;
  }
  return [...lines, line].join("\n");
}

export function indented(text: string, indent: string): string {
  const lines = text.replace(/\n+$/, "").split("\n");
  return lines.map((line) => (line === "" ? "" : `${indent}${line}`)).join("\n");
}
