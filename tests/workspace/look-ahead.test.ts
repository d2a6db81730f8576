import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  createSourceNoter,
  lookAhead,
  outputFolder,
  type KnownHashes,
  type LookAhead,
} from '../../src/workspace/files/index.ts'
import { makeFolder } from '../made-folders.ts'

async function hashesOf(root: string, files: readonly string[]): Promise<KnownHashes> {
  const thread = lookAhead(root, files)!
  try {
    return await thread.hashes
  } finally {
    thread.end()
  }
}

describe('hashes read ahead', () => {
  it('are none where there are few files', () => {
    expect(lookAhead(makeFolder(), ['articles/a.md'])).toBeUndefined()
  })

  it('are those of the texts, without files that something is wrong with', async () => {
    const root = makeFolder()
    mkdirSync(path.join(root, 'articles'))
    const good = Array.from({ length: 2000 }, (_, index) => `articles/${index}.md`)
    for (const file of good) writeFileSync(path.join(root, file), `The text of ${file}, “quoted”.`)
    writeFileSync(path.join(root, 'articles/latin.md'), Buffer.from([0xe9, 0x20]))
    symlinkSync('/etc/hostname', path.join(root, 'articles/outside.md'))
    const files = ['articles/latin.md', ...good, 'articles/outside.md', 'articles/missing.md']
    const hashes = await hashesOf(root, files)
    expect(new Set(hashes.keys())).toEqual(new Set(good))
    const reported: string[] = []
    const alone = createSourceNoter(root, ({ rule }) => void reported.push(rule))
    const helped = createSourceNoter(root, ({ rule }) => void reported.push(rule), hashes)
    for (const file of files) {
      const known = helped(file)
      expect(known?.hash).toBe(alone(file)?.hash)
      expect(known?.source).toBe(alone(file)?.source)
    }
    const wrong = ['workspace/not-utf-8', 'workspace/outside-link', 'workspace/missing-file']
    for (const rule of wrong) expect(reported.filter((each) => each === rule).length).toBeGreaterThan(2)
  })

  it('are none of files that there are not', async () => {
    const files = Array.from({ length: 2000 }, (_, index) => `articles/${index}.md`)
    expect(await hashesOf(path.join(makeFolder(), 'nowhere'), files)).toEqual(new Map())
  })
})

describe('a look ahead at out/', () => {
  const files = Array.from({ length: 2000 }, (_, index) => `articles/${index}.md`)

  it('tells sizes and times, of links where they lead', async () => {
    const root = makeFolder()
    const out = path.join(root, outputFolder)
    mkdirSync(path.join(out, 'archive'), { recursive: true })
    writeFileSync(path.join(out, 'archive/page.html'), 'a page')
    symlinkSync('page.html', path.join(out, 'archive/link.html'))
    const thread = lookAhead(root, files)!
    const names = ['archive/page.html', 'archive/link.html', 'archive/gone.html', 'archive/page.html/below']
    const looks = await thread.look({ root, files: names })
    thread.end()
    const none = Number.NaN
    const { mtimeMs } = statSync(path.join(out, 'archive/page.html'))
    expect([...looks!.sizes]).toEqual([6, 6, none, none])
    expect([...looks!.mtimes]).toEqual([mtimeMs, mtimeMs, none, none])
  })

  it.each([
    ['is ended', (thread: LookAhead) => thread.end()],
    ['fails', (thread: LookAhead) => void thread.look(undefined as never)],
  ])('knows nothing where the thread %s', async (_, stop) => {
    const root = makeFolder()
    mkdirSync(path.join(root, 'articles'))
    for (const file of files) writeFileSync(path.join(root, file), 'A text.')
    const thread = lookAhead(root, files)!
    stop(thread)
    expect(await thread.look({ root, files: [] })).toBeUndefined()
    expect(await thread.look({ root, files: [] })).toBeUndefined()
    expect((await thread.hashes).size % files.length).toBe(0)
    thread.end()
  })
})
