import { describe, expect, it } from 'vitest'
import type { Vetter } from '../../src/articles/index.ts'
import { whileStill } from '../../src/press/while-still.ts'
import { SourceChanged } from '../../src/workspace/index.ts'
import { article, makeWorkspace, smallBase } from './workspace-fixture.ts'

/** Lets the native parser read everything, and calls `onVet` first. */
function vetterWith(onVet: (text: string) => void): Vetter {
  return {
    vet: (text) => {
      onVet(text)
      return Promise.resolve({ by: 'native' })
    },
    problem: () => undefined,
  }
}

const issue = `---
title: March
number: 3
date: 2023-03-15
subject: March news
articles:
  - slug: n1
    as: full
---

`

describe('an article that is written while a build runs', () => {
  it('is taken as it is in the end, everywhere', async () => {
    const before = { 'articles/n1.md': article({ title: 'One' }, 'The first text.') }
    const after = { 'articles/n1.md': article({ title: 'One' }, 'The second text.') }
    const workspace = makeWorkspace({ ...before, 'articles/issues/march.md': `${issue}An introduction.\n` })
    await workspace.build()
    const changed = { 'articles/issues/march.md': `${issue}Another introduction.\n` }
    for (const [file, text] of Object.entries(changed)) workspace.write(file, text)
    let isWritten = false
    const write = (text: string): void => {
      if (isWritten || !text.includes('Another introduction')) return
      isWritten = true
      workspace.write('articles/n1.md', after['articles/n1.md'])
    }
    const { diagnostics } = await workspace.build(1, vetterWith(write))
    expect(isWritten).toBe(true)
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    const { variants } = JSON.parse(workspace.read('out/email/march/manifest.json')) as {
      variants: { id: string }[]
    }
    expect(workspace.read(`out/email/march/${variants[0]?.id}/email.txt`)).toContain('The second text.')
    const clean = makeWorkspace({ ...smallBase, ...after, ...changed }, 'empty')
    expect(diagnostics).toEqual((await clean.build()).diagnostics)
    expect(workspace.outTree()).toEqual(clean.outTree())
  })

  it('again and again is given up', async () => {
    let attempts = 0
    const attempt = (): Promise<never> => Promise.reject(new SourceChanged(`${++attempts}.md`))
    await expect(whileStill(attempt)).rejects.toThrow(SourceChanged)
    expect(attempts).toBe(20)
  })
})
