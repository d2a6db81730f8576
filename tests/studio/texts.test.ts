import { hash } from 'node:crypto'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import * as fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { forgetCache } from '../../src/workspace/index.ts'
import { openStudio, problemIn, type Studio } from './studio-fixture.ts'

const file = 'articles/first.md'
let studio: Studio

beforeEach(() => {
  studio = openStudio()
})

const save = (source: string, base: string, of = file): ReturnType<Studio['ask']> =>
  studio.ask('PUT', '/-/text', { json: { file: of, source, base } })
const keep = (source: string, base: string, of = file): ReturnType<Studio['ask']> =>
  studio.ask('PUT', '/-/unsaved', { json: { file: of, source, base } })

describe('a text', () => {
  it('is opened with its hash, and is saved byte for byte', async () => {
    const opened = await studio.open(file)
    expect(opened).toEqual({
      file,
      kind: 'article',
      source: studio.workspace.read(file),
      hash: hash('sha256', studio.workspace.readBytes(file)),
    })
    const { status, json } = await save(`${opened.source}More.\n`, opened.hash)
    expect([status, json.saved]).toEqual([200, true])
    expect(studio.workspace.read(file)).toBe(`${opened.source}More.\n`)
    expect((await studio.open(file)).hash).toBe(json.hash)
    expect((await save('Again', json.hash)).status).toBe(200)
  })

  it('of an issue says so', async () => {
    expect((await studio.open('articles/issues/2023-05.md')).kind).toBe('issue')
  })

  it('comes back byte for byte, whatever its mark and its line ends', async () => {
    const part = fc.constantFrom('\r\n', '\n', '\r', 'a', 'é', '# ', '\uFEFF', '\t', '💬')
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 30 }), async (parts) => {
        const text = parts.join('')
        studio.workspace.write(file, text)
        const { source, hash } = await studio.open(file)
        expect(source).not.toContain('\r')
        expect((await save(`${source}x`, hash)).status).toBe(200)
        expect(studio.workspace.read(file).slice(0, -1)).toBe(text)
        const changed = await studio.open(file)
        await save(source, changed.hash)
        expect(studio.workspace.read(file)).toBe(text)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps the mode of its file, and the link that leads to it', async () => {
    const { workspace } = studio
    workspace.write('articles/real/one.md', 'One')
    chmodSync(`${workspace.root}/articles/real/one.md`, 0o640)
    symlinkSync('real/one.md', `${workspace.root}/articles/link.md`)
    const { hash } = await studio.open('articles/link.md')
    expect((await save('Two', hash, 'articles/link.md')).status).toBe(200)
    expect(workspace.read('articles/real/one.md')).toBe('Two')
    expect(statSync(`${workspace.root}/articles/real/one.md`).mode & 0o777).toBe(0o640)
    expect(lstatSync(`${workspace.root}/articles/link.md`).isSymbolicLink()).toBe(true)
    expect(readdirSync(`${workspace.root}/articles/real`)).toEqual(['one.md'])
  })

  it('is found however its name is spelled, and saved under the name that it has', async () => {
    const decomposed = 'articles/cafe\u0301.md'
    studio.workspace.write(decomposed, 'One')
    const opened = await studio.open('articles/caf\u00e9.md')
    expect(opened.file).toBe(decomposed)
    await keep('Two', opened.hash, 'articles/caf\u00e9.md')
    expect((await studio.open(decomposed)).unsaved?.source).toBe('Two')
    await save('Three', opened.hash, 'articles/caf\u00e9.md')
    expect(studio.workspace.read(decomposed)).toBe('Three')
    expect(
      readdirSync(`${studio.workspace.root}/articles`).filter((name) => name.startsWith('caf')),
    ).toHaveLength(1)
  })

  it('that is no UTF-8 is a problem with a way out, and is left alone', async () => {
    const bytes = Buffer.from('Caf\xe9', 'latin1')
    studio.workspace.write(file, bytes)
    expect(problemIn(await studio.ask('GET', `/-/text?file=${file}`))).toEqual([
      422,
      'Unexpected byte 0xe9, expected UTF-8',
    ])
    expect((await save('Café', 'none')).status).toBe(422)
    expect((await save('Café', hash('sha256', bytes))).status).toBe(422)
    expect(studio.workspace.readBytes(file)).toEqual(bytes)
  })

  it('with a NUL is not saved, because nobody could open it again', async () => {
    const { hash, source } = await studio.open(file)
    expect(problemIn(await save('one\ntwo\0', hash))).toEqual([
      422,
      'Unexpected NUL character in line 2, expected text',
    ])
    expect(studio.workspace.read(file)).toBe(source)
  })

  it('that is missing, or in the place of which there is a folder, is a problem', async () => {
    mkdirSync(`${studio.workspace.root}/articles/folder.md`)
    const status = async (file: string): Promise<number> =>
      problemIn(await studio.ask('GET', `/-/text?file=${file}`))[0]
    expect(await status('articles/none.md')).toBe(404)
    expect(await status('articles/none/none.md')).toBe(404)
    expect(await status('articles/folder.md')).toBe(422)
    expect(await status('articles/first.md/x.md')).toBe(422)
    expect(problemIn(await keep('x', 'none', 'articles/none.md'))[0]).toBe(404)
  })
})

describe('a text that is too large to be saved', () => {
  it('is not opened', async () => {
    studio.workspace.write(file, 'é'.repeat(2 * 1024 * 1024 + 1))
    expect(problemIn(await studio.ask('GET', `/-/text?file=${file}`))[0]).toBe(413)
  })
})

describe('a file that somebody else has changed', () => {
  it('is not written over: what is there comes back, and what was written is kept', async () => {
    const { hash: base } = await studio.open(file)
    studio.workspace.write(file, 'Theirs\r\n')
    const { status, json } = await save('Mine', base)
    expect(status).toBe(409)
    expect(json).toEqual({ saved: false, source: 'Theirs\n', hash: hash('sha256', 'Theirs\r\n') })
    expect(studio.workspace.read(file)).toBe('Theirs\r\n')
    expect((await studio.again().open(file)).unsaved).toMatchObject({ source: 'Mine', base })
    expect((await save('Mine', json.hash)).status).toBe(200)
    expect(studio.workspace.read(file)).toBe('Mine')
  })

  it('and deleted is made anew only by who was told', async () => {
    const { hash: base } = await studio.open(file)
    studio.workspace.remove(file)
    const { status, json } = await save('Mine', base)
    expect([status, json]).toEqual([409, { saved: false, hash: 'none', source: '', isGone: true }])
    expect(studio.workspace.tree()).not.toHaveProperty([file])
    const opened = await studio.again().open(file)
    expect(opened).toMatchObject({ source: '', hash: 'none', unsaved: { source: 'Mine' } })
    expect((await save('Mine', 'none')).json.saved).toBe(true)
    expect(studio.workspace.read(file)).toBe('Mine')
    expect((await save('Mine too', 'none')).status).toBe(409)
  })

  it('is made anew with its folder', async () => {
    studio.workspace.write('articles/deep/one.md', 'One')
    const { hash } = await studio.open('articles/deep/one.md')
    studio.workspace.remove('articles/deep')
    expect((await save('Two', hash, 'articles/deep/one.md')).status).toBe(409)
    expect((await save('Two', 'none', 'articles/deep/one.md')).status).toBe(200)
    expect(studio.workspace.read('articles/deep/one.md')).toBe('Two')
  })
})

describe('a text that is not saved', () => {
  const folder = (): string => `${studio.workspace.root}/.tidings/unsaved`

  it('is kept until it is saved, for nobody else to read', async () => {
    const { source, hash } = await studio.open(file)
    expect((await keep('One', hash)).status).toBe(200)
    await keep('Two \uD800', hash)
    const { unsaved } = await studio.again().open(file)
    expect(unsaved).toMatchObject({ source: 'Two \uD800', base: hash })
    expect(Date.parse(unsaved!.at)).toBeGreaterThan(Date.now() - 60_000)
    const names = readdirSync(folder())
    expect(names).toEqual([expect.stringMatching(/^first-[0-9a-f]{16}\.json$/)])
    expect(statSync(folder()).mode & 0o777).toBe(0o700)
    expect(statSync(`${folder()}/${names[0]}`).mode & 0o777).toBe(0o600)
    expect(studio.workspace.read(file)).toBe(source)
    await save('Two', hash)
    expect(readdirSync(folder())).toEqual([])
    expect(await studio.open(file)).not.toHaveProperty('unsaved')
  })

  it('goes when it is let go', async () => {
    const { hash } = await studio.open(file)
    await keep('One', hash)
    expect((await studio.ask('DELETE', `/-/unsaved?file=${file}`)).status).toBe(200)
    expect((await studio.ask('DELETE', `/-/unsaved?file=${file}`)).status).toBe(200)
    expect(await studio.open(file)).not.toHaveProperty('unsaved')
  })

  it('is none where it is what the file says', async () => {
    const { source, hash } = await studio.open(file)
    await keep(source, hash)
    expect(await studio.open(file)).not.toHaveProperty('unsaved')
    expect((await studio.ask('GET', '/')).text).not.toContain('Not saved yet')
  })

  it('stays when the cache is forgotten, and when a build is made', async () => {
    const { hash } = await studio.open(file)
    await keep('One', hash)
    await studio.workspace.build()
    forgetCache(studio.workspace.root)
    await studio.workspace.build()
    expect((await studio.open(file)).unsaved?.source).toBe('One')
  })

  it('stays, and the file too, where the file may not be written', async () => {
    const { source, hash } = await studio.open(file)
    chmodSync(`${studio.workspace.root}/${file}`, 0o444)
    const answer = await save('Mine', hash)
    expect(problemIn(answer)[0]).toBe(507)
    expect(answer.json.note).toContain('.tidings/unsaved/')
    expect(studio.workspace.read(file)).toBe(source)
    expect((await studio.open(file)).unsaved?.source).toBe('Mine')
  })

  it('is a problem where it cannot be kept', async () => {
    const { hash } = await studio.open(file)
    writeFileSync(`${studio.workspace.root}/.tidings`, 'A file in the place of the folder')
    expect(problemIn(await keep('One', hash))[0]).toBe(507)
  })

  it('and is newer than a save that arrives late is not lost to it', async () => {
    const { hash } = await studio.open(file)
    const saving = slowBody({ file, source: 'Saved', base: hash })
    const late = studio.ask('PUT', '/-/text', saving.sent)
    await keep('Newer', hash)
    saving.end()
    expect((await late).status).toBe(200)
    expect((await studio.open(file)).unsaved?.source).toBe('Newer')
  })

  it('that is damaged on the disk is none', async () => {
    const { hash } = await studio.open(file)
    await keep('One', hash)
    const [name] = readdirSync(folder())
    writeFileSync(`${folder()}/${name}`, readFileSync(`${folder()}/${name}`, 'utf8').slice(0, -20))
    expect(await studio.open(file)).not.toHaveProperty('unsaved')
    expect((await studio.ask('GET', '/')).status).toBe(200)
  })
})

/** A body in JSON of which the last byte comes when it is told to. */
function slowBody(value: unknown): {
  sent: { bytes: Uint8Array; headers: Record<string, string> }
  end: () => void
} {
  const bytes = Buffer.from(JSON.stringify(value))
  let end = (): void => undefined
  const stream = new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes.subarray(0, -1))
      end = () => {
        controller.enqueue(bytes.subarray(-1))
        controller.close()
      }
    },
  })
  const sent = { bytes: stream as unknown as Uint8Array, headers: { 'content-type': 'application/json' } }
  return { sent, end: () => end() }
}
