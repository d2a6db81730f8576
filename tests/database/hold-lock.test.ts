import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdLock } from '../../src/database/index.ts'

const nobody = 65_534

let folder: string
let database: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tidings-lock-'))
  database = path.join(folder, 'tidings.db')
  file = path.join(`${database}-senders`, 'one.lock')
  writeFileSync(database, '')
})
afterEach(() => rmSync(folder, { recursive: true }))

const modeOf = (name: string): number => statSync(name).mode & 0o7777

/** What becomes of the lock where another user asks for it: `held`, `free`, or the problem. */
function askAs(user: number, lock: string): string {
  const door = new URL('../../src/database/index.ts', import.meta.url).href
  const program = `
    const { holdLock } = await import(${JSON.stringify(door)})
    try {
      console.log(holdLock(${JSON.stringify(lock)}, ${JSON.stringify(database)}) ? 'free' : 'held')
    } catch (error) {
      console.log(error.name, error.kind, error.message)
    }`
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', '--input-type=module', '-e', program],
    { uid: user, gid: user, encoding: 'utf8', cwd: '/', env: { ...process.env, NODE_COMPILE_CACHE: '' } },
  )
  return stdout.trim() || stderr
}

describe('a lock', () => {
  it('is held by one, and free again when let go', () => {
    const first = holdLock(file, database)
    expect(first).toBeDefined()
    expect(holdLock(file, database)).toBeUndefined()
    first?.release()
    const second = holdLock(file, database)
    expect(second).toBeDefined()
    second?.release()
  })

  it('is taken back from a process that is killed', () => {
    const script = `
      import { holdLock } from ${JSON.stringify(path.resolve('src/database/index.ts'))}
      holdLock(${JSON.stringify(file)}, ${JSON.stringify(database)})
      process.kill(process.pid, 'SIGKILL')
    `
    const program = path.join(folder, 'hold.mjs')
    writeFileSync(program, script)
    expect(spawnSync(process.execPath, [program]).signal).toBe('SIGKILL')
    const lockAfter = holdLock(file, database)
    expect(lockAfter).toBeDefined()
    lockAfter?.release()
  })

  it.each([
    [0o600, 0o700],
    [0o660, 0o770],
    [0o644, 0o700],
  ])('may be taken by whoever may work with the database (%i), whatever the umask', (mode, ofFolder) => {
    chmodSync(database, mode)
    const before = process.umask(0o022)
    try {
      holdLock(file, database)?.release()
    } finally {
      process.umask(before)
    }
    expect([modeOf(file), modeOf(path.dirname(file))]).toEqual([mode, ofFolder])
  })

  it('lies in a folder that goes on handing on its group', () => {
    chmodSync(folder, 0o2770)
    chmodSync(database, 0o660)
    holdLock(file, database)?.release()
    expect(modeOf(path.dirname(file))).toBe(0o2770)
  })
})

describe.skipIf(process.geteuid?.() !== 0)('a lock of root (needs root)', () => {
  beforeEach(() => {
    for (const name of [folder, database]) chownSync(name, nobody, nobody)
    chmodSync(database, 0o600)
  })

  it('is seen and taken by the user of the database, who may also make one', () => {
    const lock = holdLock(file, database)
    expect(askAs(nobody, file)).toBe('held')
    lock?.release()
    expect(askAs(nobody, file)).toBe('free')
    expect(askAs(nobody, path.join(path.dirname(file), 'two.lock'))).toBe('free')
  })

  it('does not keep others out of the folder that a former version made', () => {
    mkdirSync(path.dirname(file), { mode: 0o755 })
    holdLock(file, database)?.release()
    expect(askAs(nobody, path.join(path.dirname(file), 'two.lock'))).toBe('free')
  })

  it('of a former version is named to those who may not open it', () => {
    mkdirSync(path.dirname(file))
    writeFileSync(file, '', { mode: 0o600 })
    expect(askAs(nobody, file)).toContain(`DatabaseProblem read-only the lock ${file}`)
  })
})
