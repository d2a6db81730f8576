import { nativeParserProblem } from '../articles/index.ts'
import type { Report } from '../diagnostics/index.ts'
import { settingsFile } from '../workspace/index.ts'
import type { ArticleRecord } from './article-records.ts'

/** Says once that this machine has no native parser, if articles were read without one that should have been. */
export function checkParser(
  records: readonly Pick<ArticleRecord, 'readBy'>[],
  report: Report,
  problem = nativeParserProblem,
): void {
  // Kept articles may be from a time when there was none.
  if (!records.some(({ readBy }) => readBy === 'absent')) return
  const found = problem()
  if (found === undefined) return
  const message = `Unexpected absence of the native parser (${found}), expected one for ${process.platform}-${process.arch}`
  report({ rule: 'press/no-native-parser', message, file: settingsFile })
}
