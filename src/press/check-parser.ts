import { nativeParserProblem, type Vetter } from '../articles/index.ts'
import type { Report } from '../diagnostics/index.ts'
import { settingsFile } from '../workspace/files/index.ts'
import type { ArticleRecord } from './article-records.ts'

/** Says once that this machine has no native parser, or none that can be tried, if articles were read without one that should have been. */
export function checkParser(
  records: readonly Pick<ArticleRecord, 'readBy'>[],
  report: Report,
  vetter: Pick<Vetter, 'problem'>,
  problem = nativeParserProblem,
): void {
  // Kept articles may be from a time when there was none.
  if (!records.some(({ readBy }) => readBy === 'absent')) return
  const found = problem() ?? vetter.problem()
  if (found === undefined) return
  const message = `Unexpected absence of the native parser (${found}), expected one for ${process.platform}-${process.arch}`
  report({ rule: 'press/no-native-parser', message, file: settingsFile })
}
