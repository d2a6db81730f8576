import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { comment, makeDocx, p } from '../intake/docx/make-docx.ts'
import { makePng, makeWorkspace } from '../press/workspace-fixture.ts'
import { tidings } from './in-process.ts'

let workspace: ReturnType<typeof makeWorkspace>

const picture =
  '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A hall"/><a:graphic><a:graphicData uri="picture"><pic:pic><pic:blipFill><a:blip r:embed="m1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'

const minutes = makeDocx({
  body: p('Minutes of May: “Pay”', { style: 'Titel' }) + p('The committee met.') + p(picture),
  media: { m1: { name: 'image1.png', bytes: makePng(4, 4) } },
})

beforeEach(() => {
  workspace = makeWorkspace()
  workspace.write('minutes.docx', minutes)
})

const imports = (...args: string[]): ReturnType<typeof tidings> =>
  tidings(['articles', 'import', ...args], { env: { INIT_CWD: workspace.root } })

const article = 'articles/minutes-of-may-pay.md'

describe('tidings articles import', () => {
  it('makes a draft of a Word document, with its pictures, and says where', async () => {
    const { code, err } = await imports('minutes.docx')
    expect({ code, err }).toMatchObject({
      code: 0,
      err: expect.stringContaining(`minutes.docx is ${article} now`),
    })
    expect(workspace.read(article)).toBe(
      '---\ntitle: "Minutes of May: “Pay”"\ndraft: true\n---\n\nThe committee met.\n\n![A hall](images/minutes-of-may-pay-1.png)\n',
    )
    expect(workspace.readBytes('articles/images/minutes-of-may-pay-1.png')).toEqual(
      Buffer.from(makePng(4, 4)),
    )
  })

  it('makes what a build takes without a finding, though it is no draft any more', async () => {
    await imports('minutes.docx')
    workspace.write(article, workspace.read(article).replace('draft: true\n', ''))
    const { code, err } = await tidings(['build', '--workspace', workspace.root, '--quiet'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(workspace.read('out/archive/articles/minutes-of-may-pay/index.html')).toContain(
      'The committee met.',
    )
  })

  it('writes over nothing that is there, unless it is told to', async () => {
    await imports('minutes.docx')
    workspace.write(article, 'edited')
    const { code, err } = await imports('minutes.docx')
    expect(code).toBe(1)
    expect(err).toContain('intake/existing-article')
    expect(workspace.read(article)).toBe('edited')
    expect((await imports('minutes.docx', '--replace')).code).toBe(0)
    expect(workspace.read(article)).toContain('The committee met.')
  })

  it('writes over no picture of another article', async () => {
    workspace.write('articles/images/minutes-of-may-pay-1.png', makePng(9, 9))
    await imports('minutes.docx')
    expect(workspace.readBytes('articles/images/minutes-of-may-pay-1.png')).toEqual(
      Buffer.from(makePng(9, 9)),
    )
    expect(workspace.read(article)).toContain('![A hall](images/minutes-of-may-pay-2.png)')
  })

  it('takes a name, and only shows what it would do', async () => {
    const { err } = await imports('minutes.docx', '--as', 'may', '--dry-run')
    expect(err).toContain('would become articles/may.md')
    expect(existsSync(`${workspace.root}/articles/may.md`)).toBe(false)
    expect((await imports('minutes.docx', '--as', 'may')).code).toBe(0)
    expect(readdirSync(`${workspace.root}/articles/images`)).toContain('may-1.png')
  })

  it('refuses a name that is no address, and one name for several documents', async () => {
    expect((await imports('minutes.docx', '--as', 'May minutes')).code).toBe(2)
    expect((await imports('minutes.docx', 'minutes.docx', '--as', 'may')).code).toBe(2)
  })

  it('gives the findings of document and article as JSON', async () => {
    workspace.write(
      'notes.docx',
      makeDocx({ body: p('Notes', { style: 'Titel' }) + p('The XYZW met.'), comments: comment('No.') }),
    )
    const { code, out } = await imports('notes.docx', 'none.docx', '--json')
    const { articles, diagnostics } = JSON.parse(out)
    expect(code).toBe(1)
    expect(articles).toEqual([
      { from: 'notes.docx', file: 'articles/notes.md', title: 'Notes', words: 3, pictures: [] },
    ])
    expect(
      diagnostics.map(({ file, line, ruleId }: Record<string, unknown>) => [file, line, ruleId]),
    ).toEqual([
      ['notes.docx', 1, 'intake/left-out'],
      ['none.docx', 1, 'workspace/missing-file'],
      ['articles/notes.md', 6, 'glossary/undefined-abbreviation'],
    ])
  })

  it('leaves nothing behind where it may not write', async () => {
    mkdirSync(`${workspace.root}/articles/images`, { recursive: true })
    // The pictures can be written, the article can not: a folder stands in its place.
    mkdirSync(`${workspace.root}/${article}/x`, { recursive: true })
    const { code, err } = await imports('minutes.docx', '--replace')
    expect(code).toBe(1)
    expect(err).toContain('workspace/unwritable-file')
    expect(readdirSync(`${workspace.root}/articles/images`)).not.toContain('minutes-of-may-pay-1.png')
  })
})
