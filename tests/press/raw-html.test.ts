import { expect, it } from 'vitest'
import { article, makeWorkspace, type Workspace } from './workspace-fixture.ts'

interface Editions {
  archive: string
  mail: string
  text: string
  search: string
  findings: string[]
}

/** The editions of an article that is written in HTML; of the archive and the e-mail what stands in the article. */
async function editionsOf(...lines: string[]): Promise<Editions> {
  const workspace = makeWorkspace({
    'articles/first.md': article({ title: 'First', date: '2023-03-02' }, ...lines),
  })
  const { diagnostics, issues } = await workspace.build()
  const folder = `out/email/${issues[0]?.id}/everyone`
  return {
    archive: workspace.read('out/archive/articles/first/index.html'),
    mail: workspace.read(`${folder}/email.html`),
    text: workspace.read(`${folder}/email.txt`),
    search: searchText(workspace),
    findings: diagnostics.filter(({ ruleId }) => ruleId.startsWith('articles/')).map(({ ruleId }) => ruleId),
  }
}

function searchText(workspace: Workspace): string {
  const folder = 'out/archive/search/text'
  const texts = Object.keys(workspace.tree(folder)).map((file) => workspace.read(`${folder}/${file}`))
  return texts.find((text) => text.includes('"slug":"first"')) ?? ''
}

const picture = (alt: string): string => `<img src="images/square.png" alt="${alt}">`

it('loses no picture, no word and no link of a figure of HTML in any edition', async () => {
  const { archive, mail, text, findings } = await editionsOf(
    `<figure>${picture('Picture one')}${picture('Picture two')}<figcaption>Caption one</figcaption></figure>`,
    '',
    `<figure>Words before<a href="https://example.org/far">${picture('Picture three')}</a><p>Words after</p></figure>`,
    '',
    `<figure><a href="https://example.org/big">${picture('Picture four')}</a><figcaption>Caption two</figcaption></figure>`,
  )
  expect(findings).toEqual([])
  const numbers = ['one', 'two', 'three', 'four'].map((number) => `Picture ${number}`)
  const words = [
    ...numbers,
    'Caption one',
    'Caption two',
    'Words before',
    'Words after',
    'example.org/far',
    'example.org/big',
  ]
  for (const edition of [archive, mail, text])
    expect(words.filter((each) => !edition.includes(each))).toEqual([])
})

it('keeps sentences of HTML whole and the words of two blocks apart', async () => {
  const { archive, mail, text, search } = await editionsOf(
    '<div>Area of 10 m<sup>2</sup> is <mark>large</mark>.</div>',
    '',
    '<section><header>Alpha</header><article>Beta</article></section>',
    '',
    '<table><tr><th>Day</th><td><p>Monday</p><p>Tuesday</p></td></tr>',
    '<tr><th>Who</th><td><ul><li>Ann</li><li>Bob</li></ul></td></tr></table>',
  )
  expect(archive).toContain(
    '<p>Area of 10 m<sup>2</sup> is <mark>large</mark>.</p>\n<p>Alpha</p>\n<p>Beta</p>',
  )
  expect(mail).toMatch(/<p [^>]*>Area of 10 m<sup[^>]*>2<\/sup> is <mark[^>]*>large<\/mark>\.<\/p>/)
  expect(text).toContain('Area of 10 m² is large.\n\nAlpha\n\nBeta\n')
  expect(text).toContain('\nDay  Monday\n     Tuesday\n\nWho  - Ann\n     - Bob\n')
  expect(search).toContain('Area of 10 m2 is large.\\nAlpha\\nBeta\\nDay · Monday Tuesday\\nWho · Ann Bob"')
})

it('says the language of blocks of HTML, and lays out in a letter what runs the other way', async () => {
  const { archive, mail } = await editionsOf(
    '<p lang="ar" dir="rtl">Para</p>',
    '',
    '<div lang="cy">',
    '',
    '## Head',
    '',
    '- Item',
    '',
    '</div>',
    '',
    '<ul dir="rtl"><li lang="fr">Other</li></ul>',
    '',
    '<table lang="de" dir="rtl"><tr><th>A</th></tr><tr lang="it"><td lang="es">Cell</td></tr></table>',
  )
  expect(archive).toContain('<p lang="ar" dir="rtl">Para</p>\n<h2 id="head" lang="cy">')
  expect(archive).toContain('<ul lang="cy">\n<li>Item</li>\n</ul>\n<ul dir="rtl">\n<li lang="fr">Other</li>')
  expect(archive).toContain('aria-label="Table 1: Head" tabindex="0"><table lang="de" dir="rtl">')
  expect(archive).toContain('<tr lang="it">\n<td lang="es">Cell</td>')
  expect(mail).toContain('<p lang="ar" dir="rtl" style="margin:0 0 16px;text-align:right">Para</p>')
  expect(mail).toMatch(
    /<h3 lang="cy" [^>]*>Head<\/h3>\s*<ul lang="cy" [^>]*>\s*<li style="margin:0 0 8px 30px">Item/,
  )
  expect(mail).toMatch(
    /<ul dir="rtl" [^>]*text-align:right">\s*<li lang="fr" style="margin:0 30px 8px 0">Other/,
  )
  expect(mail).toMatch(
    /<tbody lang="de" dir="rtl">\s*<tr lang="it">\s*<td lang="es" [^>]*text-align:right"[^>]*>Cell/,
  )
})

it('keeps the caption of a table of HTML, and what heads its rows', async () => {
  const { archive, mail, text, search, findings } = await editionsOf(
    '<table><caption>Fees for 2026</caption><tr><th>Kind</th><th>Fee</th></tr><tr><th>Full</th><td>10</td></tr></table>',
  )
  expect(findings).toEqual([])
  expect(archive).toContain('<p>Fees for 2026</p>\n<section class="table"')
  expect(archive).toContain('<th scope="col">Fee</th>')
  expect(archive).toContain('<th scope="row">Full</th>\n<td>10</td>')
  expect(mail).toMatch(/Fees for 2026<\/p>/)
  expect(mail).toMatch(/<th scope="row" align="left" [^>]*border-bottom:1px[^>]*>Full/)
  expect(text).toContain('Fees for 2026\n\nKind  Fee\n----  ---\nFull  10\n')
  expect(search).toContain('Fees for 2026\\nKind · Fee\\nFull · 10')
})
