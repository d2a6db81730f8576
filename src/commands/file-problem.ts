import type { Report } from '../diagnostics/index.ts'

/** Reports that the system refused a file of a backup; throws what is no such refusal. */
export function fileProblem(error: unknown, file: string, report: Report): void {
  const { code, message } = error as NodeJS.ErrnoException
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) throw error
  report({ rule: 'delivery/backup-file', message: `Unexpected ${message}, expected to copy the file`, file })
}
