import type { Report } from '../diagnostics/index.ts'

/** The system's refusals in words, by their codes. */
const reasons: Record<string, string> = {
  EACCES: 'you may not write there',
  EDQUOT: 'your share of the disk is full',
  EEXIST: 'a file stands in the place of a folder',
  EFBIG: 'it is larger than a file may be',
  EIO: 'the disk is full or fails',
  EISDIR: 'it is a folder',
  ENOENT: 'its folder is not there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file stands in the place of a folder',
  EPERM: 'you may not write there',
  EPIPE: 'whoever read it has stopped',
  EROFS: 'the disk can only be read',
}

/** Whether the system refused, and for what: an error that is no such refusal is a bug. */
export function refusalOf(error: unknown): string | undefined {
  const { code } = error as { code?: unknown }
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return undefined
  const reason = reasons[code]
  return reason === undefined ? code : `${reason}, ${code}`
}

/** Reports that the system refused to write a file or folder for the user; throws what is no such refusal. */
export function reportUnwritable(error: unknown, file: string, report: Report): void {
  const refusal = refusalOf(error)
  if (refusal === undefined) throw error
  report({
    rule: 'workspace/unwritable-file',
    message: `Unexpected refusal to write (${refusal}), expected a place that can be written`,
    file,
  })
}
