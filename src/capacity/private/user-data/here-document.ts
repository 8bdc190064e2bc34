/** The end of a text in a script. No line of a text here is equal to it. */
const END = 'EXEC_READY_END';

/** Shell lines that put a text into a file as it is. */
export function writeFile(file: string, lines: readonly string[], how: 'append' | 'replace' = 'replace'): string[] {
  return [
    `mkdir -p ${file.slice(0, file.lastIndexOf('/'))}`,
    `cat ${how === 'append' ? '>>' : '>'} ${file} <<'${END}'`,
    ...lines,
    END,
  ];
}
