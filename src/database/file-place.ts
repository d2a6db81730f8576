import { statSync } from 'node:fs'

/**
 * Tells whether the file that has this name now is still there under it. SQLite works on a file that was moved, replaced
 * or removed as if nothing had happened, and what is written then is lost to everybody else.
 */
export function watchPlace(file: string): () => boolean {
  const first = identityOf(file)
  return () => file === ':memory:' || (first !== undefined && identityOf(file) === first)
}

function identityOf(file: string): string | undefined {
  try {
    const { dev, ino } = statSync(file, { bigint: true })
    return `${dev} ${ino}`
  } catch {
    return undefined
  }
}
