import { toDiagnostic, type Diagnostic } from '../diagnostics/index.ts'

const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
/** SQLite's codes for a cache or lock that cannot be written: 8 read-only, 14 cannot be opened; 13 full disk, 10 failing disk. */
const sqliteCodes: Record<number, string> = { 8: 'EROFS', 14: 'EACCES', 13: 'ENOSPC', 10: 'ENOSPC' }
const notAllowed = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'EEXIST'])

/** What the system's refusal to write means for the author; nothing for an error that is a bug. */
export function systemDiagnostic(error: unknown): Diagnostic | undefined {
  const code = codeOf(error)
  const { path } = error as NodeJS.ErrnoException
  if (code === undefined) return undefined
  if (fullDisk.has(code)) {
    return toDiagnostic({
      rule: 'press/disk-full',
      message: `Unexpected full disk (${code}), expected room for out/`,
      file: 'out',
    })
  }
  if (!notAllowed.has(code)) return undefined
  return toDiagnostic({
    rule: 'press/output-not-writable',
    message: `Unexpected refusal to write${path === undefined ? '' : ` ${path}`} (${code}), expected an out/ folder that can be written`,
    file: 'out',
  })
}

function codeOf(error: unknown): string | undefined {
  const { code, errcode } = error as { code?: string; errcode?: number }
  return errcode === undefined ? code : sqliteCodes[errcode & 0xff]
}
