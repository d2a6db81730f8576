import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { lockWorkspace, openCache, openCacheForReading } from '../../src/workspace/index.ts'
import { makeFolder } from '../made-folders.ts'
import { makeWorkspace, workspaceAt } from '../press/workspace-fixture.ts'

const entry = { key: 'k', value: 'v' }

function filled(root: string): void {
  const cache = openCache(root)
  cache.put('kind', 'name', entry)
  cache.put('kind', 'other', entry)
  cache.save()
  cache.close()
}

describe('the cache', () => {
  it('keeps what was saved', () => {
    const root = makeFolder()
    filled(root)
    const cache = openCache(root)
    expect(cache.get('kind', 'name')).toMatchObject(entry)
    expect(cache.get('kind', 'other')).toMatchObject(entry)
    expect(cache.get('else', 'name')).toBeUndefined()
    cache.keepOnly('kind', new Set(['other']))
    expect(cache.get('kind', 'name')).toBeUndefined()
    expect(cache.get('kind', 'other')).toMatchObject(entry)
    cache.close()
  })

  it('keeps bytes as they are', () => {
    const root = makeFolder()
    const value = Uint8Array.from({ length: 1000 }, (_, index) => (index * 7) % 256)
    const cache = openCache(root)
    cache.putBytes('kind', 'bytes', { key: 'k', value })
    cache.save()
    cache.close()
    for (const again of [openCache(root), openCacheForReading(root)]) {
      expect(again.getBytes('kind', 'bytes')).toEqual({ key: 'k', value })
      again.close()
    }
  })

  it('gives what was put in the same run, last put and as often as it is asked for', () => {
    const cache = openCache(makeFolder())
    cache.put('kind', 'name', { key: 'k0', value: 'v0' })
    cache.put('kind', 'name', entry)
    expect(cache.get('kind', 'name')).toMatchObject(entry)
    expect(cache.get('kind', 'name')).toMatchObject(entry)
    cache.put('kind', 'other', entry)
    cache.keepOnly('kind', new Set(['name']))
    expect(cache.get('kind', 'other')).toBeUndefined()
    cache.close()
  })

  it('forgets names of every kind, put now or before', () => {
    const root = makeFolder()
    filled(root)
    const cache = openCache(root)
    cache.put('else', 'name', entry)
    cache.put('else', 'third', entry)
    cache.forget(['name', 'of nothing'])
    expect(cache.get('kind', 'name')).toBeUndefined()
    expect(cache.get('else', 'name')).toBeUndefined()
    expect(cache.get('else', 'third')).toMatchObject(entry)
    cache.save()
    cache.close()
    const again = openCache(root)
    expect(again.get('kind', 'name')).toBeUndefined()
    expect(again.get('else', 'third')).toMatchObject(entry)
    again.close()
  })

  it('forgets what was not saved', () => {
    const root = makeFolder()
    filled(root)
    const cache = openCache(root)
    cache.put('kind', 'name', { key: 'k2', value: 'v2' })
    cache.close()
    const again = openCache(root)
    expect(again.get('kind', 'name')).toMatchObject(entry)
    again.close()
  })

  it.each([
    ['is no database', (file: string) => writeFileSync(file, 'rubbish'.repeat(1000))],
    ['is empty', (file: string) => writeFileSync(file, '')],
    ['is of another layout', (file: string) => alter(file, 'PRAGMA user_version = 99')],
    ['has lost its table', (file: string) => alter(file, 'DROP TABLE entry')],
    ['has another table', (file: string) => alter(file, 'DROP TABLE entry; CREATE TABLE entry (a)')],
  ])('is made anew when it %s', (_what, damage) => {
    const root = makeFolder()
    filled(root)
    damage(path.join(root, '.tidings/cache.db'))
    const reading = openCacheForReading(root)
    expect(reading.get('kind', 'name')).toBeUndefined()
    reading.close()
    const cache = openCache(root)
    expect(cache.get('kind', 'name')).toBeUndefined()
    cache.put('kind', 'name', entry)
    cache.save()
    cache.close()
    const again = openCache(root)
    expect(again.get('kind', 'name')).toMatchObject(entry)
    again.close()
  })

  it('lives in memory where its folder cannot be made', () => {
    const { root, tree } = makeWorkspace({ '.tidings': 'a file' }, 'empty')
    const cache = openCache(root)
    cache.put('kind', 'name', entry)
    expect(cache.get('kind', 'name')).toMatchObject(entry)
    cache.save()
    cache.close()
    expect(Object.keys(tree())).toEqual(['.tidings'])
  })
})

function alter(file: string, statements: string): void {
  const database = new DatabaseSync(file)
  database.exec(statements)
  database.close()
}

describe('the cache for reading', () => {
  it('leaves no trace, whether there is a cache or not', () => {
    const root = makeFolder()
    const workspace = workspaceAt(root)
    openCacheForReading(root).close()
    expect(workspace.tree()).toEqual({})
    filled(root)
    const before = workspace.tree()
    const cache = openCacheForReading(root)
    expect(cache.get('kind', 'name')).toMatchObject(entry)
    cache.put('kind', 'name', { key: 'k2', value: 'v2' })
    expect(cache.get('kind', 'name')).toMatchObject({ key: 'k2' })
    expect(cache.get('kind', 'other')).toMatchObject(entry)
    cache.save()
    cache.close()
    expect(workspace.tree()).toEqual(before)
  })

  it('does without what is kept while a build writes it', () => {
    const root = makeFolder()
    filled(root)
    const cache = openCacheForReading(root)
    const writer = new DatabaseSync(path.join(root, '.tidings/cache.db'))
    writer.exec('BEGIN EXCLUSIVE')
    expect(cache.get('kind', 'name')).toBeUndefined()
    expect(cache.getBytes('kind', 'name')).toBeUndefined()
    const another = openCacheForReading(root)
    expect(another.get('kind', 'name')).toBeUndefined()
    another.close()
    writer.exec('ROLLBACK')
    writer.close()
    cache.close()
  })
})

describe('the lock', () => {
  it('keeps a second build out until the first ends', async () => {
    const root = makeFolder()
    const order: string[] = []
    const unlock = await lockWorkspace(root, () => undefined)
    const second = lockWorkspace(root, () => order.push('waits')).then((release) => {
      order.push('second')
      release()
    })
    await new Promise((resolve) => setTimeout(resolve, 150))
    order.push('first ends')
    unlock()
    await second
    expect(order).toEqual(['waits', 'first ends', 'second'])
  })

  it('does not bind two workspaces to each other', async () => {
    const unlock = await lockWorkspace(makeFolder(), () => undefined)
    const other = await lockWorkspace(makeFolder(), () => expect.unreachable())
    unlock()
    other()
  })

  it('is made anew when its file is damaged', async () => {
    const { root } = makeWorkspace({ '.tidings/lock': 'rubbish'.repeat(1000) }, 'empty')
    const unlock = await lockWorkspace(root, () => expect.unreachable())
    unlock()
  })

  it('is given back by a process that is killed', async () => {
    const root = makeFolder()
    const script = `
      import { lockWorkspace } from ${JSON.stringify(path.resolve('src/workspace/build-lock.ts'))}
      await lockWorkspace(${JSON.stringify(root)}, () => undefined)
      console.log('locked')
      setInterval(() => undefined, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    let waited = 0
    const locking = lockWorkspace(root, () => waited++)
    await new Promise((resolve) => setTimeout(resolve, 100))
    child.kill('SIGKILL')
    const unlock = await locking
    unlock()
    expect(waited).toBe(1)
    expect(existsSync(path.join(root, '.tidings/lock'))).toBe(true)
  })
})
