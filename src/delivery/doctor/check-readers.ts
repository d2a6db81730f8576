import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { isOurs } from '../../database/index.ts'
import { linesOf, type CheckResult } from './check-result.ts'
import type { DoctorContext } from './doctor-context.ts'

/**
 * Whether everybody on this machine may read the database, what SQLite or a restore put beside it, or a backup in the
 * same folder. Databases of before this was looked after are so, and their copies with them.
 */
export function checkReaders({ databaseFile }: DoctorContext): CheckResult[] {
  const { ok, warning } = linesOf('readers')
  // Windows has no such modes.
  if (process.platform === 'win32' || !existsSync(databaseFile)) return []
  const file = realpathSync(databaseFile)
  const folder = path.dirname(file)
  const open = isReached(folder) ? openFiles(folder, path.basename(file)) : []
  if (open.length === 0) return [ok('the database is not for everybody on this machine to read')]
  const names = open.map((name) => inShell(path.join(folder, name))).join(' ')
  return [
    warning(
      `everybody on this machine may read ${open.join(', ')}`,
      `It holds who the members are. Take that right away: chmod o-rwx ${names}`,
    ),
  ]
}

/** Whether those who are neither owner nor of the group come as far as a folder. */
function isReached(folder: string): boolean {
  if ((statSync(folder).mode & 0o001) === 0) return false
  const above = path.dirname(folder)
  return above === folder || isReached(above)
}

/** The files of the database and its backups that everybody may read or write, by name. */
function openFiles(folder: string, database: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .filter((name) => {
      const file = path.join(folder, name)
      const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0
      return (mode & 0o006) !== 0 && (isBesides(name, database) || isCopy(file))
    })
    .toSorted()
}

/** The database itself, what SQLite has beside it, and what a restore kept aside, also where it is damaged. */
function isBesides(name: string, database: string): boolean {
  return (
    name === database || name.startsWith(`${database}-`) || name.startsWith(`${database}.before-restore-`)
  )
}

function isCopy(file: string): boolean {
  try {
    return isOurs(file)
  } catch {
    // Not ours to read, or gone meanwhile.
    return false
  }
}

function inShell(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`
}
