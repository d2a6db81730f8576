import type { Report } from '../diagnostics/index.ts'
import { refusalOf } from '../workspace/files/index.ts'

/** Reports that the system refused a file of a backup; throws what is no such refusal. */
export function fileProblem(error: unknown, file: string, report: Report): void {
  if (refusalOf(error) === undefined) throw error
  const { message } = error as NodeJS.ErrnoException
  report({ rule: 'delivery/backup-file', message: `Unexpected ${message}, expected to copy the file`, file })
}
