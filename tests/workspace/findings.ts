import type { Finding, Report } from '../../src/diagnostics/index.ts'
import type { SourceFile } from '../../src/workspace/index.ts'

/** A text as if read from a file. */
export function sourceFile(source: string, file = 'articles/a.md'): SourceFile {
  return { file, source, hash: 'hash' }
}

/** What was found, as `rule line:column "letters"`, the letters cut out of the source at the finding's place. */
export function listening(source = ''): { report: Report; findings: Finding[]; seen: () => string[] } {
  const findings: Finding[] = []
  const seen = (): string[] =>
    findings.map(({ rule, place }) => {
      if (!place) return rule
      const { start, end } = place
      return `${rule} ${start.line}:${start.column} ${JSON.stringify(source.slice(start.offset, end.offset))}`
    })
  return { report: (finding) => void findings.push(finding), findings, seen }
}
