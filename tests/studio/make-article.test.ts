import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeDocx, p } from '../intake/docx/make-docx.ts'
import { article, makePng } from '../press/workspace-fixture.ts'
import { openStudio, problemIn, type Studio } from './studio-fixture.ts'

let studio: Studio

beforeEach(() => {
  studio = openStudio()
})

const make = (title: string): ReturnType<Studio['ask']> =>
  studio.ask('POST', '/-/articles', { json: { title } })
const bring = (name: string, bytes: Uint8Array): ReturnType<Studio['ask']> =>
  studio.ask('POST', `/-/documents?name=${encodeURIComponent(name)}`, { bytes })

describe('a new article', () => {
  it('is a draft with its title and the day, which a build takes without a finding', async () => {
    const { status, json } = await make('  Pay:\n what “comes” next  ')
    expect([status, json]).toEqual([200, { file: 'articles/pay-what-comes-next.md', diagnostics: [] }])
    expect(studio.workspace.read(json.file)).toMatch(
      /^---\ntitle: "Pay: what “comes” next"\ndate: \d{4}-\d\d-\d\d\ndraft: true\n---\n\n$/,
    )
    const { errors, warnings } = await studio.workspace.json('check')
    expect([errors, warnings]).toEqual([[], []])
    expect((await studio.open(json.file)).kind).toBe('article')
  })

  it('never takes the name, the slug or an old slug of another, nor of one that cannot be read', async () => {
    const { workspace } = studio
    workspace.write('articles/2023/pay.md', article({ title: 'Pay' }))
    workspace.write('articles/one.md', article({ title: 'One', slug: 'pay-2' }))
    workspace.write('articles/two.md', '---\ntitle: Two\naliases: [pay-3]\n---\n')
    workspace.write('articles/three.md', '---\ntitel: Three\nslug: pay-4\n---\n')
    expect((await make('Pay')).json.file).toBe('articles/pay-5.md')
    expect((await make('Pay')).json.file).toBe('articles/pay-6.md')
    const { errors } = await workspace.json('check')
    expect(errors.filter((error) => error.includes('duplicate'))).toEqual([])
  })

  it.each([
    ['Über Öl & Größe', 'articles/uber-ol-grosse.md'],
    ['会議', 'articles/article.md'],
    ['../../etc/passwd', 'articles/etc-passwd.md'],
  ])('is named after its title: %s', async (title, file) => {
    expect((await make(title)).json.file).toBe(file)
  })

  it('has a title', async () => {
    expect(problemIn(await make(' \n'))[0]).toBe(422)
    expect(problemIn(await make('x'.repeat(301)))[0]).toBe(422)
  })

  it('is told where it cannot be written, and nothing is left', async () => {
    mkdirSync(`${studio.workspace.root}/articles/pay.md.${process.pid}.tmp`)
    const { status, json } = await make('Pay')
    expect([status, json.file, json.diagnostics[0].ruleId]).toEqual([
      200,
      undefined,
      'workspace/unwritable-file',
    ])
    expect(existsSync(`${studio.workspace.root}/articles/pay.md`)).toBe(false)
  })
})

const picture =
  '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A hall"/><a:graphic><a:graphicData uri="picture"><pic:pic><pic:blipFill><a:blip r:embed="m1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
const minutes = makeDocx({
  body: p('Minutes of May', { style: 'Titel' }) + p('The committee met.') + p(picture),
  media: { m1: { name: 'image1.png', bytes: makePng(4, 4) } },
})

describe('a document', () => {
  it('becomes a draft with its pictures', async () => {
    const { json } = await bring('minutes.docx', minutes)
    expect(json).toEqual({ file: 'articles/minutes-of-may.md', diagnostics: [] })
    expect(studio.workspace.read(json.file)).toContain(
      'The committee met.\n\n![A hall](images/minutes-of-may-1.png)',
    )
    expect(studio.workspace.readBytes('articles/images/minutes-of-may-1.png')).toEqual(makePng(4, 4))
  })

  it('replaces no article and no picture', async () => {
    const { workspace } = studio
    workspace.write('articles/minutes-of-may.md', 'Mine')
    workspace.write('articles/images/minutes-of-may-2-1.png', 'Another’s')
    expect((await bring('minutes.docx', minutes)).json.file).toBe('articles/minutes-of-may-2.md')
    expect(workspace.read('articles/minutes-of-may.md')).toBe('Mine')
    expect(workspace.read('articles/images/minutes-of-may-2-1.png')).toBe('Another’s')
    expect(workspace.readBytes('articles/images/minutes-of-may-2-2.png')).toEqual(makePng(4, 4))
  })

  it('may be a web page or plain text, and is named after its file where it has no title', async () => {
    const page = Buffer.from('<h1>A page</h1><p>Words.</p><img src="../../../etc/hostname" alt="x">')
    const { json } = await bring('C:\\fakepath\\page.html', page)
    expect(json.file).toBe('articles/a-page.md')
    expect(readdirSync(`${studio.workspace.root}/articles/images`)).toEqual(['square.png'])
    const text = await bring('../notes of june.txt', Buffer.from('Only words.\n'))
    expect(text.json.file).toBe('articles/notes-of-june.md')
  })

  it('that cannot be read is told, and becomes nothing', async () => {
    const before = studio.workspace.tree()
    for (const bytes of ['%PDF-1.7', '', 'PK\x03\x04broken'])
      expect((await bring('x.docx', Buffer.from(bytes, 'latin1'))).json).toEqual({
        diagnostics: [expect.objectContaining({ severity: 'error' })],
      })
    expect(studio.workspace.tree()).toEqual(before)
  })
})
