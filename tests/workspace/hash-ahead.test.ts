import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSourceNoter, hashAhead } from '../../src/workspace/files/index.ts'
import { makeFolder } from '../made-folders.ts'

describe('hashes read ahead', () => {
  it('are none where there are few files', () => {
    expect(hashAhead(makeFolder(), ['articles/a.md'])).toBeUndefined()
  })

  it('are those of the texts, without files that something is wrong with', async () => {
    const root = makeFolder()
    mkdirSync(path.join(root, 'articles'))
    const good = Array.from({ length: 2000 }, (_, index) => `articles/${index}.md`)
    for (const file of good) writeFileSync(path.join(root, file), `The text of ${file}, “quoted”.`)
    writeFileSync(path.join(root, 'articles/latin.md'), Buffer.from([0xe9, 0x20]))
    symlinkSync('/etc/hostname', path.join(root, 'articles/outside.md'))
    const files = ['articles/latin.md', ...good, 'articles/outside.md', 'articles/missing.md']
    const hashes = await hashAhead(root, files)!()
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

  it('are none where the thread cannot read', async () => {
    const files = Array.from({ length: 2000 }, (_, index) => `articles/${index}.md`)
    expect(await hashAhead(path.join(makeFolder(), 'nowhere'), files)!()).toEqual(new Map())
  })
})
