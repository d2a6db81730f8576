import type { Report } from '../diagnostics/index.ts'
import { readYaml, type YamlResult } from './read-yaml.ts'
import type { SourceFile } from './read-source.ts'
import type { Schema } from './schema-issues.ts'
import { placeAt } from './text-place.ts'

/** Front matter read, and where the Markdown after it begins. */
export interface FrontMatter<T> extends YamlResult<T> {
  bodyStart: number
}

const opening = /^\uFEFF?---[ \t]*(?:\r\n|\n|\r)/
const closing = /^---[ \t]*(?:\r\n|\n|\r|$)/m

/**
 * Reads the YAML between two lines of three dashes at the top of a Markdown file.
 * Reports front matter that is missing or not closed, and what `readYaml` reports.
 */
export function readFrontMatter<T>(
  { file, source }: SourceFile,
  schema: Schema<T>,
  report: Report,
): FrontMatter<T> | undefined {
  const open = opening.exec(source)
  if (!open) {
    report({
      rule: 'workspace/missing-front-matter',
      ...problemOfTop(source),
      file,
      place: placeAt(source, 0),
    })
    return undefined
  }
  const start = open[0].length
  const end = findEnd(source, start)
  if (!end) {
    report({
      rule: 'workspace/front-matter-not-closed',
      message: 'Unexpected end of the file in front matter, expected a line `---` that closes it',
      file,
      place: placeAt(source, start - open[0].trimStart().length, start),
    })
    return undefined
  }
  const result = readYaml({ file, source, start, end: end.start, isOfTexts: true }, schema, report)
  return result && { ...result, bodyStart: end.end }
}

/** What stands where the front matter should begin. */
function problemOfTop(source: string): { message: string; note?: string } {
  const expected = 'expected front matter with a `title`'
  const first = source.replace(/^\uFEFF/, '').trimStart()
  const dashes = /^[-–—−]+(?=[ \t]*(?:[\r\n]|$))/.exec(first)?.[0]
  if (first === '') return { message: `Unexpected empty file, ${expected}` }
  if (dashes === '---')
    return {
      message: 'Unexpected blank before the line `---`, expected that line at the very top',
      note: 'Delete the blank lines and spaces before it.',
    }
  if (dashes !== undefined)
    return {
      message: `Unexpected \`${dashes}\` at the top of the file, expected a line of three hyphens: \`---\``,
      note: 'Type `---` with the hyphen key; some programs make another dash of it.',
    }
  return { message: `Unexpected text at the top of the file, ${expected}` }
}

/** The lines of the front matter, those of dashes included: under the same text it is read as the same. */
export function frontMatterText(source: string): string | undefined {
  const open = opening.exec(source)
  const end = open && findEnd(source, open[0].length)
  return end ? source.slice(0, end.end) : undefined
}

/** Where the line of dashes behind the front matter begins and ends. */
function findEnd(source: string, start: number): { start: number; end: number } | undefined {
  const close = closing.exec(source.slice(start))
  return close ? { start: start + close.index, end: start + close.index + close[0].length } : undefined
}
