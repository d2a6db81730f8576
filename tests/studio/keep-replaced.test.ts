import { statSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { createTexts } from '../../src/studio/texts.ts'
import { openStudio, type Studio } from './studio-fixture.ts'

const file = 'articles/first.md'
let studio: Studio

beforeEach(() => {
  studio = openStudio()
})

const save = (source: string, base: string): ReturnType<Studio['ask']> =>
  studio.ask('PUT', '/-/text', { json: { file, source, base } })
/** As who has seen what somebody else wrote, and decided against it. */
const overrule = (source: string, base: string): ReturnType<Studio['ask']> =>
  studio.ask('PUT', '/-/text', { json: { file, source, base, overruled: base } })
const keep = (source: string, base: string): ReturnType<Studio['ask']> =>
  studio.ask('PUT', '/-/unsaved', { json: { file, source, base } })

describe('what somebody else wrote', () => {
  const replaced = (): string[] =>
    Object.keys(studio.workspace.tree()).filter((name) => name.startsWith('.tidings/replaced/'))

  it('is kept, byte for byte, where an author decides for the own text', async () => {
    const { hash: base } = await studio.open(file)
    studio.workspace.write(file, 'Theirs\r\n')
    const { hash: seen } = (await save('Mine\n', base)).json
    expect((await overrule('Mine\n', seen)).json.saved).toBe(true)
    expect(replaced().map((name) => studio.workspace.read(name))).toEqual(['Theirs\r\n'])
    expect(statSync(`${studio.workspace.root}/${replaced()[0]}`).mode & 0o077).toBe(0)
  })

  it('needs no copy where nobody else wrote, or where the save comes to nothing', async () => {
    const { hash: base } = await studio.open(file)
    await overrule('Mine\n', 'another')
    await save('Mine\n', base)
    expect(replaced()).toEqual([])
  })
})

describe('text that is kept', () => {
  it('is none where the file says the same by now', async () => {
    const { hash: base } = await studio.open(file)
    await save('Mine\n', base)
    await keep('Mine\n', base)
    studio.workspace.write(file, 'Theirs\n')
    expect(await studio.open(file)).not.toHaveProperty('unsaved')
  })

  it('gives way to none that came before it and was read later', () => {
    const texts = createTexts(studio.workspace.root)
    texts.keep({ file, source: 'Newer', base: 'x' }, 2)
    texts.keep({ file, source: 'Older', base: 'x' }, 1)
    expect(texts.open(file).unsaved?.source).toBe('Newer')
  })
})
