import type { Element, Nodes, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { List, Paragraph, PhrasingContent, Root as MdastRoot } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/diagnostics/index.ts'
import { renderEmail, type EmailEdition, type IssueInput } from '../../../src/editions/email/index.ts'
import type { Drawing, Figure } from '../../../src/model/tree.ts'
import { blocks, makeArticle, makeInput, mention, paragraph, parse, settings } from '../everything.ts'
import { visibleText } from '../visible-text.ts'

function elementsOf(node: Nodes, found: Element[] = []): Element[] {
  if (node.type === 'element') found.push(node)
  if ('children' in node) for (const child of node.children) elementsOf(child, found)
  return found
}

async function render(
  input: IssueInput,
): Promise<{ edition: EmailEdition; findings: Finding[]; tree: Root }> {
  const findings: Finding[] = []
  const edition = await renderEmail(input, (finding) => findings.push(finding))
  if (!edition) throw new Error(`no e-mail: ${JSON.stringify(findings)}`)
  return { edition, findings, tree: fromHtml(edition.html) }
}

async function renderBlocks(markdown: string, more: Partial<IssueInput> = {}): Promise<Root> {
  const article = makeArticle('one', 'One', parse(markdown))
  const articles = [{ article, as: 'full' as const, url: 'https://archive.example.org/articles/one/' }]
  return (await render(makeInput({ articles, intro: undefined, ...more }))).tree
}

describe('an e-mail in a language that is written from right to left', () => {
  const read = async (direction: 'ltr' | 'rtl'): Promise<Element[]> => {
    const tree = await renderBlocks('- one\n\n> two\n\n| a | b |\n|---|--:|\n| c | d |', {
      settings: { ...settings, direction },
    })
    return elementsOf(tree)
  }
  const styleOf = (all: Element[], tag: string): unknown =>
    all.find(({ tagName }) => tagName === tag)?.properties['style']

  it('is laid out from the right, its columns, lists, quotations and tables too', async () => {
    const all = await read('rtl')
    expect(all.filter(({ properties }) => /direction: ?ltr/.test(JSON.stringify(properties)))).toEqual([])
    expect(styleOf(all, 'li')).toContain('margin:0 30px 8px 0')
    expect(styleOf(all, 'blockquote')).toMatch(/padding:0 18px 0 0;border-right:3px/)
    expect(styleOf(all, 'th')).toContain('text-align:right')
  })

  it('keeps the bullets of its list of contents inside the column', async () => {
    for (const [direction, margin] of [
      ['rtl', '0 22px 8px 0'],
      ['ltr', '0 0 8px 22px'],
    ] as const) {
      const { tree } = await render(makeInput({ settings: { ...settings, direction } }))
      const contents = elementsOf(tree).filter(
        ({ tagName, properties }) => tagName === 'li' && String(properties['style']).includes('22px'),
      )
      expect(contents.map(({ properties }) => properties['style'])).toEqual(
        contents.map(() => `margin:${margin}`),
      )
      expect(contents).toHaveLength(2)
    }
  })

  it('is as it was where lines begin at the left', async () => {
    const all = await read('ltr')
    expect(all.filter(({ properties }) => /rtl/.test(JSON.stringify(properties)))).toEqual([])
    expect(styleOf(all, 'li')).toContain('margin:0 0 8px 30px')
  })
})

describe('the e-mail of everything an author can write', () => {
  let edition: EmailEdition
  let findings: Finding[]
  let tree: Root
  let all: Element[]

  beforeAll(async () => {
    ;({ edition, findings, tree } = await render(makeInput()))
    all = elementsOf(tree)
  })

  const named = (...names: string[]): Element[] => all.filter(({ tagName }) => names.includes(tagName))
  const text = (): string => visibleText(tree)

  it('compiles under MJML’s strict level with nothing to report', () => {
    expect(findings).toEqual([])
    expect(edition.split).toBe(false)
    expect(edition.sizeBytes).toBeLessThan(80_000)
  })

  it('is the same when it is made again', async () => {
    expect((await render(makeInput())).edition.html).toBe(edition.html)
  })

  it('says its language and direction, and is an article with the subject as its name', () => {
    const [html] = named('html')
    const article = all.find(({ properties }) => properties['role'] === 'article')
    const subject = 'What the reforms mean for "you" & <them>'
    for (const element of [html, article])
      expect(element?.properties).toMatchObject({ lang: 'en-GB', dir: 'ltr' })
    expect(article?.properties['ariaLabel']).toBe(subject)
    expect(toString(named('title')[0])).toBe(subject)
  })

  it('has one h1 and no heading level that is skipped', () => {
    const levels = named('h1', 'h2', 'h3', 'h4', 'h5', 'h6').map(({ tagName }) => Number(tagName[1]))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels[0]).toBe(1)
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1)
  })

  it('gives every picture its alt text, width and height', () => {
    const pictures = named('img')
    expect(pictures.length).toBeGreaterThanOrEqual(5)
    for (const { properties } of pictures) {
      expect(properties['alt']).toEqual(expect.stringMatching(/\S/))
      expect(properties['width']).toEqual(expect.any(Number))
      expect(properties['height']).toEqual(expect.any(Number))
    }
    const chart = pictures.find(({ properties }) => String(properties['src']).includes('chart'))
    expect(chart?.properties).toMatchObject({ width: 400, height: 200, alt: 'A chart that rises' })
  })

  it('tells tables of data from those of the layout', () => {
    const data = named('table').filter(({ properties }) => properties['role'] !== 'presentation')
    expect(data).toHaveLength(2)
    for (const table of data) {
      const heads = elementsOf(table).filter(({ tagName }) => tagName === 'th')
      expect(heads.length).toBeGreaterThan(0)
      for (const head of heads) expect(head.properties['scope']).toBe('col')
    }
    const aligned = elementsOf(data[0]!).filter(({ tagName }) => tagName === 'th')
    expect(aligned.map(({ properties }) => properties['align'])).toEqual([
      'left',
      'center',
      'left',
      'right',
      'left',
    ])
  })

  it('has only absolute links and tokens', () => {
    for (const { properties } of named('a')) expect(properties['href']).toMatch(/^https:\/\/|^recipient-/)
    const hrefs = named('a').map(({ properties }) => properties['href'])
    expect(hrefs).toContain('https://archive.example.org/articles/everything/#tables')
    expect(hrefs).toContain('https://archive.example.org/articles/other/')
    expect(hrefs).toContain('https://example.org/a?b=1&c=2')
    expect(hrefs).toContain('https://example.org/join?a=1&b=2')
  })

  it('asks nobody but the archive for anything', () => {
    const asked = named('img', 'link', 'script', 'iframe').map(
      ({ properties }) => properties['src'] ?? properties['href'],
    )
    for (const url of asked) expect(url).toMatch(/^https:\/\/archive\.example\.org\/mail\//)
    expect(edition.html).not.toMatch(/@import|url\(|@font-face/)
  })

  it('leaves template tags in an article as text', () => {
    expect(text()).toContain('A tag in the text stays text: {{ recipient.name }} {% if x %}.')
  })

  it('marks mentions: linked, and expanded where the author has not just done so', () => {
    expect(text()).toContain('The ICB (integrated care board) met the LA (local authority)’s PCF.')
    const added = all.filter(({ properties }) => String(properties['className']) === 'added')
    expect(added.map((element) => toString(element))).toEqual([
      ' (integrated care board)',
      ' (local authority)',
    ])
    const glossary = named('a').filter(({ properties }) => String(properties['href']).includes('/glossary/#'))
    expect(glossary.map((element) => toString(element))).toEqual(['ICB', 'LA', 'PCF'])
  })

  it('closes with the abbreviations, and not with the author’s own list', () => {
    expect(edition.usedTermIds).toEqual(['icb', 'la', 'pcf'])
    expect(text()).toMatch(/Abbreviations in this issue ICB: integrated care board/)
    expect(text()).not.toContain('the author’s own list')
  })

  it('writes tasks as signs, with their meaning', () => {
    const signs = all.filter(({ properties }) => properties['role'] === 'img')
    expect(signs.map((sign) => [toString(sign), sign.properties['ariaLabel']])).toEqual([
      ['☑', 'done'],
      ['☐', 'to do'],
    ])
    expect(named('input')).toEqual([])
  })

  it('numbers footnotes and lists them at the end of the article', () => {
    expect(text()).toContain('a footnote[1] and another[2]')
    expect(text()).toMatch(
      /Notes The first note, with a link\. The second note\. With a second paragraph and another reference\[3\]\. A note of a note\./,
    )
  })

  it('keeps the lines and the spaces of code', () => {
    const code = named('pre')[0]!
    const lines = elementsOf(code).filter(({ tagName }) => tagName === 'br')
    expect(lines).toHaveLength(3)
    expect(code.properties['style']).toContain('white-space:pre-wrap')
    expect(toString(code)).toContain('  // indented <tag> & "quotes"')
  })

  it('names the kind of a callout and its title', () => {
    expect(text()).toContain('Note A title of <its> own A note.')
    for (const kind of ['Tip', 'Important', 'Warning']) expect(text()).toContain(kind)
  })

  it('shows a passage’s blocks and not those for others', () => {
    expect(text()).toContain('Only for Wales.')
    expect(text()).not.toContain('For others.')
  })

  it('carries an article as its summary with a link', () => {
    expect(text()).toContain('A summary of “A second article” & more. Read the whole article')
    expect(text()).not.toContain('Short.')
  })

  it('says who sent it, why, and how to leave, with recipient tokens', () => {
    expect(text()).toContain('You get this because you are a member of the branch.')
    expect(text()).toContain('Brackendale')
    expect(edition.tokens.map(({ field, context }) => [field, context])).toEqual([
      ['unsubscribeUrl', 'url'],
      ['preferencesUrl', 'url'],
    ])
    const leaving = named('a').find((element) => toString(element) === 'Unsubscribe')
    expect(leaving?.properties['href']).toBe(edition.tokens[0]?.token)
  })

  it('has dark colours for clients that ask for them', () => {
    expect(edition.html).toContain('prefers-color-scheme: dark')
    expect(edition.html).toContain('[data-ogsc]')
    expect(edition.html).toContain('<meta name="color-scheme" content="light dark"')
  })

  it('has no character that clips a message', () => {
    expect(edition.html.replace(/[\r\n\t]/g, '')).not.toMatch(/\p{Cc}/u)
  })
})

describe('an e-mail', () => {
  it('puts a run of prose into one text of its own', async () => {
    const { edition } = await render(
      makeInput({
        intro: undefined,
        articles: [
          {
            article: makeArticle('a', 'A', parse('# A\n\nb\n\n- c\n\n> d\n\n```\ne\n```\n\nf')),
            as: 'full',
            url: 'https://archive.example.org/a/',
          },
        ],
      }),
    )
    expect(edition.mjml.match(/css-class="prose first"/g)).toHaveLength(1)
    expect(edition.mjml.match(/css-class="prose"/g)).toBeNull()
  })

  it('has no list of contents for one article and no abbreviations where none is used', async () => {
    const text = visibleText(await renderBlocks('Words.'))
    expect(text).not.toContain('In this issue')
    expect(text).not.toContain('Abbreviations')
  })

  it('is dark outside its columns too, where the body is', async () => {
    const tree = await renderBlocks('Words.')
    const main = elementsOf(tree).find(({ tagName }) => tagName === 'main')!
    const around = elementsOf(main).find(({ properties }) => properties['role'] === 'article')!
    expect(String(around.properties['style'])).toContain('background-color:')
    expect(around.properties['className']).toEqual(['page'])
  })

  it('drops addresses that no letter may carry, and keeps their words', async () => {
    const tree = await renderBlocks(
      '[a](javascript:alert(1)) [b](data:text/html,x) [c](vbscript:x) [d](https://example.org/)',
      {
        link: (url) => url,
      },
    )
    const main = elementsOf(tree).find(({ tagName }) => tagName === 'main')!
    expect(toString(main)).toContain('a b c d')
    expect(
      elementsOf(main).filter(({ properties }) => /script|data:/.test(String(properties['href']))),
    ).toEqual([])
  })

  it('shows the words of a picture that is not the workspace’s own, and asks nobody for it', async () => {
    const tree = await renderBlocks(
      '![A far picture](https://example.com/x.png)\n\nand ![inline](https://example.com/y.png)',
    )
    expect(elementsOf(tree).filter(({ tagName }) => tagName === 'img')).toEqual([])
    expect(visibleText(tree)).toContain('A far picture')
    expect(visibleText(tree)).toContain('and inline')
  })

  it('gives items the numbers that their author wrote, and long ones room', async () => {
    const tree: MdastRoot = { type: 'root', children: blocks('9. a\n1. b\n\nThen\n\n1. c') }
    const [list] = tree.children
    if (list?.type === 'list') list.children[1]!.data = { number: 1997 }
    const articles = [
      { article: makeArticle('a', 'A', tree), as: 'full' as const, url: 'https://archive.example.org/a/' },
    ]
    const all = elementsOf((await render(makeInput({ intro: undefined, articles }))).tree)
    const items = all.filter(({ tagName, children: [first] }) => {
      return tagName === 'li' && first?.type === 'text' && /^[abc]$/.test(first.value)
    })
    expect(items.map(({ properties }) => [properties['value'], properties['style']])).toEqual([
      [undefined, 'margin:0 0 8px 50px'],
      ['1997', 'margin:0 0 8px 50px'],
      [undefined, 'margin:0 0 8px 30px'],
    ])
  })

  it('leads where a picture leads, wherever it stands, and keeps its caption apart from the words of a list', async () => {
    const link = { url: 'https://example.org/plan' }
    const children: PhrasingContent[] = [{ type: 'text', value: 'The caption' }]
    const figure: Figure = { type: 'figure', url: 'chart.png', alt: 'A chart', link, children }
    const missing: Figure = { ...figure, url: 'https://example.com/x.png', alt: 'A far one' }
    const evil: Figure = { ...figure, link: { url: 'javascript:alert(1)' } }
    const items = [...blocks('Words.'), figure, missing]
    const list: List = { type: 'list', children: [{ type: 'listItem', spread: false, children: items }] }
    const tree: MdastRoot = { type: 'root', children: [figure, evil, missing, list] }
    const articles = [
      { article: makeArticle('a', 'A', tree), as: 'full' as const, url: 'https://archive.example.org/a/' },
    ]
    const all = elementsOf((await render(makeInput({ intro: undefined, articles }))).tree)
    const links = all.filter(({ properties }) => properties['href'] === link.url)
    const hasPicture = ({ children: inside }: Element): boolean => {
      return inside.some((child) => child.type === 'element' && child.tagName === 'img')
    }
    expect(links.map(hasPicture)).toEqual([true, false, true, false])
    const captions = all.filter(({ tagName, properties }) => {
      return tagName === 'p' && String(properties['className']) === 'caption'
    })
    expect(captions.map((caption) => toString(caption))).toEqual(Array(5).fill('The caption'))
    const item = all.find(({ tagName, children: inside }) => {
      return tagName === 'li' && inside.some((child) => child.type === 'element' && child.tagName === 'p')
    })
    expect(toString(item?.children[0])).toBe('Words.')
    expect(item?.children[0]?.type).toBe('text')
  })

  it('puts no space between the words of captions and buttons', async () => {
    const phrases = (): PhrasingContent[] => [
      { type: 'text', value: 'The ' },
      mention('ICB') as PhrasingContent,
      { type: 'text', value: '’s plan, (' },
      { type: 'emphasis', children: [{ type: 'text', value: 'new' }] },
      { type: 'text', value: ').' },
    ]
    const caption: Paragraph = { type: 'paragraph', children: phrases() }
    const cloud: Drawing = { type: 'drawing', kind: 'cloud', text: 'pay 3', options: {}, children: [caption] }
    const svg = { svg: '', width: 400, height: 200 }
    const drawn = { alt: 'Pay', equivalent: [], inMail: false, wide: '', mail: { url: 'chart.png', ...svg } }
    const tree: MdastRoot = {
      type: 'root',
      children: [
        { type: 'figure', url: 'chart.png', alt: 'A chart', children: phrases() },
        { type: 'button', url: 'https://example.org/', children: phrases() },
        { ...cloud, drawn },
        cloud,
      ],
    }
    const articles = [
      { article: makeArticle('a', 'A', tree), as: 'full' as const, url: 'https://archive.example.org/a/' },
    ]
    const text = visibleText((await render(makeInput({ intro: undefined, articles }))).tree)
    expect(text.match(/The ICB \(integrated care board\)’s plan, \(new\)\./g)).toHaveLength(4)
  })

  it('is written from right to left where the language is', async () => {
    const base = makeInput()
    const { edition } = await render({
      ...base,
      settings: { ...base.settings, language: 'ar', direction: 'rtl' },
    })
    expect(edition.html).toContain('<html lang="ar" dir="rtl"')
  })

  it('marks nothing in headings, links and plain text', async () => {
    const places = ['heading', 'plain', 'link'] as const
    const tree = parse('')
    tree.children.push(
      ...places.map((where) => paragraph(mention('ICB', 'icb', { where }))),
      ...blocks('End.'),
    )
    const articles = [
      { article: makeArticle('a', 'A', tree), as: 'full' as const, url: 'https://archive.example.org/a/' },
    ]
    const { edition } = await render(makeInput({ articles }))
    expect(edition.html).not.toContain('(integrated care board)')
    expect(edition.usedTermIds).toEqual(['icb'])
  })

  it('survives values made to break out of the markup', async () => {
    const evil = `"></mj-text></td><script>alert(1)</script>{{ x }}{% if %}`
    const base = makeInput()
    const { edition, tree } = await render({
      ...base,
      issue: { ...base.issue, title: evil, subject: evil, preheader: evil },
      settings: { ...base.settings, organisation: evil, reason: evil, postalAddress: [evil] },
      articles: [
        {
          article: makeArticle('a', evil, parse(`\`${evil}\``), {
            authors: [evil],
            summary: evil,
            series: evil,
          }),
          as: 'full',
          url: 'https://archive.example.org/a/',
        },
      ],
      abbreviations: () => [{ term: evil, expansion: evil, href: 'https://archive.example.org/glossary/#a' }],
    })
    expect(elementsOf(tree).filter(({ tagName }) => tagName === 'script')).toEqual([])
    expect(
      elementsOf(tree)
        .filter(({ tagName }) => tagName === 'h1')
        .map((h1) => toString(h1)),
    ).toEqual([evil])
    expect(edition.html).not.toContain('<script>')
  })
})
