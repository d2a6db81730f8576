import { toDiagnostic, type Diagnostic } from '../diagnostics/index.ts'

const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const notAllowed = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'EEXIST'])

/** What the system's refusal to write means for the author; nothing for an error that is a bug. */
export function systemDiagnostic(error: unknown): Diagnostic | undefined {
  const { code, path } = error as NodeJS.ErrnoException
  if (code === undefined) return undefined
  if (fullDisk.has(code) || /disk is full/.test((error as Error).message)) {
    return toDiagnostic({ rule: 'press/disk-full', message: `Unexpected full disk (${code}), expected room for out/`, file: 'out' })
  }
  if (!notAllowed.has(code)) return undefined
  return toDiagnostic({
    rule: 'press/output-not-writable',
    message: `Unexpected refusal to write${path === undefined ? '' : ` ${path}`} (${code}), expected an out/ folder that can be written`,
    file: 'out',
  })
}
