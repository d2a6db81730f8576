import type { List, Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { describe, expect, it } from 'vitest'
import { parseMarkdown, processArticle } from '../../../src/articles/index.ts'
import { drawCloud, readBackground, type FigureResult } from '../../../src/figures/index.ts'
import { createGlossaryIndex, findTerms } from '../../../src/glossary/matcher/index.ts'
import type { Term } from '../../../src/model/term.ts'
import type { Drawing } from '../../../src/model/tree.ts'
import { figureContext, term } from '../figure-context.ts'

const nothing = { articles: 0, counts: {} }

function listCloud(text: string, context = figureContext()): FigureResult {
  const drawing: Drawing = { type: 'drawing', kind: 'cloud', text, options: {}, children: [] }
  return drawCloud(drawing, { trees: [], background: nothing }, context)
}

function textCloud(
  markdown: string | Root,
  options: Record<string, string> = {},
  background = nothing,
  context = figureContext(),
): FigureResult {
  const tree = typeof markdown === 'string' ? parseMarkdown(markdown) : markdown
  const drawing: Drawing = { type: 'drawing', kind: 'cloud', options, children: [] }
  return drawCloud(drawing, { trees: [tree], background }, context)
}

/** A cloud of an article whose terms have been found. */
function linkedCloud(source: string, terms: Term[], senses: Record<string, string> = {}): FigureResult {
  const index = createGlossaryIndex(terms)
  const context = figureContext({
    terms: new Map(terms.map((term) => [term.id, term])),
    findTerms: (text) => findTerms(text, index),
  })
  const meta = { title: 'Words', authors: [], tags: [], draft: false, senses, slug: 'words', aliases: [] }
  const article = { file: 'articles/words.md', source, meta, metaPlaces: {} }
  const { tree } = processArticle(article, { settings: context.settings, index }, () => undefined)
  return textCloud(tree, {}, nothing, context)
}

/** The words below the picture, in their order. */
function wordsOf({ figure }: FigureResult): string[] {
  const [list] = figure?.equivalent ?? []
  return (list as List | undefined)?.children.map((item) => toString(item)) ?? []
}

function drawnIn(svg: string | undefined): string[] {
  return [...(svg ?? '').matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, word]) => word!)
}

function rulesOf({ problems }: FigureResult): string[] {
  return problems.map(({ rule }) => rule)
}

describe('a cloud of a list', () => {
  it('draws every word in every picture and says its weight below', () => {
    const cloud = listCloud('support 12\ntraining: 9\n- more time, 7\npay')
    expect(wordsOf(cloud)).toEqual(['support 12', 'training 9', 'more time 7', 'pay 1'])
    const { wide, narrow, mail } = cloud.figure!
    for (const svg of [wide, narrow, mail.svg])
      expect(drawnIn(svg).sort()).toEqual(['more time', 'pay', 'support', 'training'])
    expect(cloud.problems).toEqual([])
  })

  it('is the same each time', () => {
    const text = Array.from({ length: 40 }, (_, index) => `word${index} ${1 + (index % 7)}`).join('\n')
    expect(listCloud(text).figure).toEqual(listCloud(text).figure)
  })

  it('says so and draws nothing where there are no words', () => {
    const cloud = listCloud('\n  \n')
    expect([cloud.figure, rulesOf(cloud)]).toEqual([undefined, ['figures/cloud-empty']])
  })

  it('draws one word, and none larger than its frame', () => {
    const cloud = listCloud('support')
    expect(drawnIn(cloud.figure?.wide)).toEqual(['support'])
    expect(cloud.problems).toEqual([])
  })

  it('keeps the heaviest of 10,000 words and says that others are left out', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `word${index} ${index + 1}`).join('\n')
    const cloud = listCloud(text)
    expect(wordsOf(cloud)).toHaveLength(40)
    expect(wordsOf(cloud)[0]).toBe('word9999 10000')
    expect(rulesOf(cloud)).toEqual(['figures/word-left-out'])
  })

  it('says which word is longer than a line, and lists it all the same', () => {
    const long = 'x'.repeat(200)
    const cloud = listCloud(`${long} 3\nshort 2`)
    expect(drawnIn(cloud.figure?.wide)).toEqual(['short'])
    expect(wordsOf(cloud)).toEqual([`${long} 3`, 'short 2'])
    expect(rulesOf(cloud)).toEqual(['figures/word-left-out'])
  })

  it('makes a word smaller that is only a little too long', () => {
    const cloud = listCloud('Llanfairpwllgwyngyll 30\nshort 2')
    expect(drawnIn(cloud.figure?.narrow)).toEqual(['Llanfairpwllgwyngyll', 'short'])
    expect(cloud.problems).toEqual([])
  })

  it('draws words that run from right to left', () => {
    const cloud = listCloud('תמיכה 5\nمدرسة 4\nschool 3')
    expect(drawnIn(cloud.figure?.mail.svg)).toEqual(['תמיכה', 'مدرسة', 'school'])
    expect(cloud.problems).toEqual([])
  })

  it('says which word letters cannot show for want of a sign, and shows it in the archive', () => {
    const cloud = listCloud('🫶🏽 5\n学校 4\nschool 3')
    expect(drawnIn(cloud.figure?.wide)).toEqual(['🫶🏽', '学校', 'school'])
    expect(drawnIn(cloud.figure?.mail.svg)).toEqual(['school'])
    expect(rulesOf(cloud)).toEqual(['figures/word-left-out', 'figures/word-left-out'])
  })

  it('points at a line that has no word or no weight above 0', () => {
    const { problems } = listCloud('support 12\n  time 0\n: 17')
    expect(problems.map(({ rule, offset, length }) => [rule, offset, length])).toEqual([
      ['figures/cloud-weight', 13, 6],
      ['figures/cloud-weight', 20, 4],
    ])
  })

  it('takes markup for text', () => {
    const { figure } = listCloud('<script>alert(1)</script> 3\n"&\' 2')
    for (const svg of [figure!.wide, figure!.mail.svg]) {
      expect(svg).not.toContain('<script')
      expect(svg).toContain('&lt;script&gt;')
    }
  })

  it('leads a term to its entry, by the mouse in the picture and by all means in the list', () => {
    const context = figureContext({ terms: new Map([['send', term('SEND', 'special needs')]]) })
    const { figure } = listCloud('SEND 5\nplan 4', context)
    expect(figure!.wide).toMatch(/<a href="..\/..\/glossary\/#send" tabindex="-1"><text[^>]*>SEND</)
    expect(figure!.mail.svg).not.toContain('<a ')
    const [list] = figure!.equivalent
    expect(JSON.stringify(list)).toContain('"termId":"send"')
  })
})

describe('a cloud of a text', () => {
  it('counts the forms of a word as one and leaves out what says nothing', () => {
    const cloud = textCloud('The school and the schools. A school’s plan is a plan; plans are planned.')
    expect(wordsOf(cloud)).toEqual(['plan 3', 'school 3', 'planned 1'])
  })

  it('counts a term and its expansion as one, under its letters', () => {
    const mention = { place: { start: {}, end: {} }, where: 'prose' }
    const node = (text: string) =>
      ({
        type: 'glossaryMention',
        mention: { ...mention, termId: 'send', text },
        children: [{ type: 'text', value: text }],
      }) as never
    const tree: Root = {
      type: 'root',
      children: [
        {
          type: 'paragraph',
          children: [node('SEND'), { type: 'text', value: ' means ' }, node('special needs')],
        },
      ],
    }
    const context = figureContext({ terms: new Map([['send', term('SEND', 'special needs')]]) })
    expect(wordsOf(textCloud(tree, {}, nothing, context))).toEqual(['SEND 2'])
  })

  it('counts a term in headings, links, buttons and `:plain[…]` with those in prose', () => {
    const terms = [term('ICB', 'integrated care board'), term('SENCo NPQ', 'national qualification')]
    const text = `An ICB met. An ICB-led group met. SENCo NPQ.

## What ICBs plan: SENCo NPQ

See [the ICB pages](https://nhs.uk/a), [ICB-led work](https://nhs.uk/b) and :plain[ICB].

::button[Ask your ICB]{href=https://nhs.uk/c}
`
    const counted = wordsOf(linkedCloud(text, terms))
    expect(counted.filter((word) => /ICB|NPQ/.test(word))).toEqual(['ICB 7', 'SENCo NPQ 2'])
  })

  it('gives letters with two meanings in a heading to the one that prose has', () => {
    const provision = { ...term('AP', 'alternative provision'), id: 'ap--provision', sense: 'provision' }
    const principal = { ...term('AP', 'assistant principal'), id: 'ap--principal', sense: 'principal' }
    const cloud = linkedCloud('## AP\n\nThe AP decides.', [provision, principal], { AP: 'principal' })
    expect(wordsOf(cloud)).toEqual(['AP 2', 'decides 1'])
  })

  it('counts no address', () => {
    const text = `The plan: https://example.org/icb/plan, <https://example.org/more>, www.example.org,
ann@example.org, [example.org](https://example.org/) and nhs.uk/plan. [The plan](https://example.org/plan).`
    expect(wordsOf(textCloud(text))).toEqual(['plan 2'])
  })

  it('puts words first that are rare in the other articles', () => {
    const others = Array.from({ length: 20 }, () => ({ source: 'meeting meeting branch' }))
    const background = readBackground([...others, { source: 'meeting outreach' }], 'en')
    const { figure } = textCloud(
      'Its outreach and a meeting. More outreach, meeting; meeting.',
      {},
      background,
    )
    expect(figure?.alt).toBe('outreach (2), meeting (3)')
  })

  it('reports options that it does not know and takes the usual ones', () => {
    const cloud = textCloud('plan plan', { words: 'many', shape: 'heart' })
    expect(rulesOf(cloud)).toEqual(['figures/invalid-option', 'figures/invalid-option'])
    expect(drawnIn(cloud.figure?.wide)).toEqual(['plan'])
  })

  it('has no words where the text has only code', () => {
    expect(rulesOf(textCloud('`code`\n\n    more code'))).toEqual(['figures/cloud-empty'])
  })

  it('holds contrast: a colour that cannot be read on the page gives way to that of the text', () => {
    const pale = figureContext({}, "brand:\n  colours:\n    muted: '#cccccc'\n")
    const { figure } = textCloud('plan plan school school pay time', {}, nothing, pale)
    expect(figure!.wide).not.toContain('var(--muted)')
    expect(figure!.mail.svg).not.toContain('#cccccc')
  })
})
