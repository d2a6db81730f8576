import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { cacheFolder, isCacheDamage } from './cache.ts'

/**
 * Waits until no other build of the workspace runs, then keeps others out until the returned function is called.
 * The lock is a database's file lock, which the system takes back when its process ends, however it ends.
 * `onWait` is called once if another build runs.
 */
export async function lockWorkspace(root: string, onWait: () => void): Promise<() => void> {
  let database = openLock(root)
  for (let tries = 0; ; tries++) {
    try {
      database.exec('BEGIN EXCLUSIVE')
      return () => database.close()
    } catch (error) {
      if (isCacheDamage(error)) {
        database.close()
        rmSync(path.join(root, cacheFolder, 'lock'), { force: true })
        database = openLock(root)
        continue
      }
      if (!/locked/.test((error as Error).message)) {
        database.close()
        throw error
      }
      if (tries === 0) onWait()
      await sleep(50)
    }
  }
}

function openLock(root: string): DatabaseSync {
  try {
    mkdirSync(path.join(root, cacheFolder), { recursive: true })
    return new DatabaseSync(path.join(root, cacheFolder, 'lock'))
  } catch {
    return new DatabaseSync(':memory:')
  }
}
