import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPreviewThread, type PreviewThread } from '../../src/studio/preview-thread.ts'
import { article, makePng, makeWorkspace, type Workspace } from '../press/workspace-fixture.ts'

let workspace: Workspace
let thread: PreviewThread

beforeEach(() => {
  workspace = makeWorkspace({ 'articles/images/new.png': makePng(9, 9) })
})

afterEach(() => thread.end())

const file = 'articles/first.md'
const waiting = new AbortController().signal
const ask = (text: string, signal = waiting) => {
  const source = article({ title: 'First', date: '2023-03-03' }, text)
  return thread.preview(workspace.root, { file, source, show: 'page' }, signal)
}
const shown = async (text: string): Promise<string> => JSON.stringify((await ask(text)).edition)

describe('previews in a thread of their own', () => {
  it('come with pictures that are made when they are asked for', async () => {
    thread = createPreviewThread()
    const { pictures, edition } = await ask('![New](images/new.png)')
    const picture = [...pictures.keys()].find((name) => /images\/.*\.png$/.test(name))!
    expect(JSON.stringify(edition)).toContain(picture.split('/').at(-1))
    expect(await pictures.get(picture)?.()).toBeInstanceOf(Uint8Array)
  })

  it('leave this one free, and are given up where a text takes too long; the next is shown', async () => {
    thread = createPreviewThread(3_000)
    await shown('Short.')
    const long = shown(':::a\n'.repeat(60_000)).catch((error: Error) => error.message)
    let turns = 0
    const turn = setInterval(() => turns++, 10)
    expect(await long).toContain('Unexpected text that takes longer to show than 3 seconds')
    clearInterval(turn)
    expect(turns).toBeGreaterThan(10)
    expect(await shown('Short again.')).toContain('Short again.')
  })

  it('are not made for who has gone', async () => {
    thread = createPreviewThread()
    await expect(ask('Text', AbortSignal.abort())).rejects.toThrow('aborted')
  })
})
