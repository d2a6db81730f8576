/** Marks the end of each line of a template with where it is, for `lineAt`. */
export function markLines(source: string, file: number): string {
  const tags = /\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g
  let line = 1
  let from = 0
  let marked = ''
  const takeText = (until: number): void => {
    marked += source.slice(from, until).replace(/\n/g, () => `${mark(file, line++)}\n`)
    from = until
  }
  for (const match of source.matchAll(tags)) {
    takeText(match.index)
    marked += match[0]
    line += match[0].split('\n').length - 1
    from += match[0].length
  }
  takeText(source.length)
  return marked + mark(file, line)
}

/** Private characters, so that a template's own text is not mistaken for a mark. */
function mark(file: number, line: number): string {
  return `\uE0F0${file}:${line}\uE0F1`
}

/** Which line of which template a line of the output comes from; `output` was rendered from marked templates. */
export function lineAt(output: string, line: number): { file: number; line: number } | undefined {
  const rest = output
    .split('\n')
    .slice(line - 1)
    .join('\n')
  const found = /\uE0F0(\d+):(\d+)\uE0F1/.exec(rest)
  return found ? { file: Number(found[1]), line: Number(found[2]) } : undefined
}
