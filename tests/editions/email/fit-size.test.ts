import type { Root } from 'mdast'
import { fromHtml } from 'hast-util-from-html'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/diagnostics/index.ts'
import { renderEmail, type EmailEdition, type IssueInput } from '../../../src/editions/email/index.ts'
import { renderText } from '../../../src/editions/text/index.ts'
import { makeArticle, makeInput, mention, paragraph, parse } from '../everything.ts'
import { visibleText } from '../visible-text.ts'

const sentence = 'A sentence of the article that is long enough to fill a line or two of a letter. '

function section(name: string, kilobytes: number): string {
  return `## ${name}\n\n${`${sentence.repeat(6)}\n\n`.repeat(kilobytes * 2)}`
}

function articleOf(slug: string, markdown: string): IssueInput['articles'][number] {
  const url = `https://archive.example.org/articles/${slug}/`
  return { article: makeArticle(slug, `Title of ${slug}`, parse(markdown)), as: 'full', url }
}

interface Made {
  edition: EmailEdition | undefined
  findings: Finding[]
  renderings: number
  text: string
}

async function make(articles: IssueInput['articles'], more: Partial<IssueInput> = {}): Promise<Made> {
  const findings: Finding[] = []
  const input = makeInput({ articles, intro: undefined, ...more })
  let renderings = 0
  const render: typeof input.engine.render = (...given) => {
    renderings += 1
    return input.engine.render(...given)
  }
  const edition = await renderEmail({ ...input, engine: { ...input.engine, render } }, (finding) =>
    findings.push(finding),
  )
  return { edition, findings, renderings, text: edition ? visibleText(fromHtml(edition.html)) : '' }
}

function rulesOf(made: Made): string[] {
  return made.findings.map(({ rule }) => rule)
}

describe('an e-mail’s size', () => {
  it('is nothing to speak of up to 80 KB', async () => {
    const made = await make([articleOf('a', section('One', 40))])
    expect(rulesOf(made)).toEqual([])
    expect(made.renderings).toBe(1)
  })

  it('is a warning over 80 KB', async () => {
    const made = await make([articleOf('a', section('One', 70))])
    expect(rulesOf(made)).toEqual(['editions/email-large'])
    expect(made.edition?.sizeBytes).toBeGreaterThan(80_000)
    expect(made.edition?.split).toBe(false)
  })
})

describe('an e-mail over 100 KB', () => {
  it('ends before a section, leads on to it, and says so', async () => {
    const names = ['One', 'Two', 'Three', 'Four', 'Five', 'Six']
    const made = await make([
      articleOf('a', names.map((name) => section(name, 20)).join('')),
      articleOf('b', section('Bee', 5)),
    ])
    expect(rulesOf(made)).toEqual(['editions/email-split'])
    expect(made.findings[0]?.message).toContain('Title of a')
    expect(made.edition?.sizeBytes).toBeLessThanOrEqual(100_000)
    expect(made.edition?.sizeBytes).toBeGreaterThan(70_000)
    expect(made.edition?.cut).toMatchObject({ article: 0 })
    const next = names.find((name) => !made.text.includes(` ${name} `))!
    expect(made.edition?.cut?.continueUrl).toBe(
      `https://archive.example.org/articles/a/#${next.toLowerCase()}`,
    )
    expect(made.text).toContain('Continue in the archive')
    expect(made.edition?.html).toContain(`#${next.toLowerCase()}"`)
    expect(made.text).toContain('A summary of “Title of b” & more. Read the whole article')
    expect(made.text).not.toContain('Bee')
    expect(made.renderings).toBeLessThanOrEqual(6)
  })

  it('leaves a later article to the archive where that is enough', async () => {
    const made = await make([articleOf('a', section('One', 60)), articleOf('b', sentence.repeat(600))])
    expect(rulesOf(made)).toEqual(['editions/email-split'])
    expect(made.edition?.cut).toEqual({
      article: 1,
      block: 0,
      continueUrl: 'https://archive.example.org/articles/b/',
    })
    expect(made.text).toContain('A summary of “Title of b”')
  })

  it('ends between blocks where no section begins early enough', async () => {
    const made = await make([articleOf('a', section('One', 150))])
    expect(rulesOf(made)).toEqual(['editions/email-split'])
    expect(made.edition?.sizeBytes).toBeLessThanOrEqual(100_000)
    expect(made.edition?.sizeBytes).toBeGreaterThan(96_000)
    expect(made.edition?.cut?.continueUrl).toBe('https://archive.example.org/articles/a/#one')
    expect(made.renderings).toBeLessThanOrEqual(10)
  })

  it('carries only the summary where the first block is too long', async () => {
    const made = await make([articleOf('a', sentence.repeat(2000))])
    expect(rulesOf(made)).toEqual(['editions/email-split'])
    expect(made.text).toContain('A summary of “Title of a”')
  })

  it('is refused where no cut helps', async () => {
    const made = await make([articleOf('a', sentence)], { intro: parse(sentence.repeat(2000)) })
    expect(rulesOf(made)).toEqual(['editions/email-too-large'])
    expect(made.edition).toBeUndefined()
    expect(made.findings[0]?.place).toBeDefined()
  })

  it('keeps the abbreviations and the footnotes of what is mailed, and no others', async () => {
    const tree: Root = parse(
      `${section('One', 40)}\n\nEarly[^one].\n\n${section('Two', 80)}Late[^two].\n\n[^one]: First note.\n[^two]: Last note.`,
    )
    tree.children.unshift(paragraph('The ', mention('ICB'), '.'))
    tree.children.push(paragraph('The ', mention('LA'), '.'))
    const url = 'https://archive.example.org/articles/a/'
    const made = await make([{ article: makeArticle('a', 'Title of a', tree), as: 'full', url }])
    expect(made.edition?.usedTermIds).toEqual(['icb'])
    expect(made.text).toContain('ICB: integrated care board')
    expect(made.text).not.toContain('local authority')
    expect(made.text).toContain('First note.')
    expect(made.text).not.toContain('Last note.')
  })

  it('ends at the same place as its text', async () => {
    const names = ['One', 'Two', 'Three', 'Four', 'Five', 'Six']
    const articles = [
      articleOf('a', names.map((name) => section(name, 20)).join('')),
      articleOf('b', section('Bee', 5)),
    ]
    const made = await make(articles)
    const { text } = renderText(makeInput({ articles, intro: undefined }), made.edition?.cut)
    for (const name of names) expect(text.includes(`\n${name}\n---`)).toBe(made.text.includes(` ${name} `))
    expect(text).toContain(`Continue in the archive: ${made.edition?.cut?.continueUrl}`)
    expect(text).toContain('Read the whole article: https://archive.example.org/articles/b/')
  })
})
