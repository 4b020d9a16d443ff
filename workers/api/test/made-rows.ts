const END = '<!-- end -->';

/** The text with these rows in the block that `npm run lab -- COMMAND` made. Throws where there is no such block. */
export function withRows(text: string, command: string, rows: readonly string[]): string {
  const begin = `<!-- made by \`npm run lab -- ${command}\` -->`;
  const [before, rest] = text.split(begin);
  if (rest === undefined) throw new Error(`no block of ${command}`);
  return `${before}${begin}\n\n${rows.join('\n')}\n\n${rest.slice(rest.indexOf(END))}`;
}
