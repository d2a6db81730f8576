import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { processArticle } from '../../src/articles/index.ts'
import { createGlossaryIndex } from '../../src/glossary/index.ts'
import { loadArticle } from '../../src/workspace/index.ts'
import { sentenceAround } from '../../src/press/sentences.ts'
import { termSentences } from '../../src/press/term-sentences.ts'
import { makeSite, makeTerm, noFinding } from '../editions/archive/site.ts'

const { settings } = makeSite()
const index = createGlossaryIndex([makeTerm('ICB'), makeTerm('DfE'), makeTerm('needs plan')])

/** The sentence of each term as one text, with the term in brackets. */
function sentences(body: string): Record<string, string> {
  const source = `---\ntitle: T\n---\n\n${body}\n`
  const article = loadArticle({ file: 'articles/t.md', source, hash: '' }, noFinding)
  const made = termSentences(processArticle(article!, { settings, index }, () => undefined))
  return Object.fromEntries(
    Object.entries(made).map(([id, [before, letters, after]]) => [id, `${before}[${letters}]${after}`]),
  )
}

/** The sentence round the first X of a text. */
function around(text: string): string {
  const at = text.indexOf('X')
  const [before, letters, after] = sentenceAround(text, at, at + 1)
  return `${before}[${letters}]${after}`
}

describe('the sentence round a mention', () => {
  it('is the one it stands in, whatever is emphasised or linked in it', () => {
    const body = 'First. **Then** the _ICB_ met [the board](https://example.org/)! Last, the ICB left.'
    expect(sentences(body)).toEqual({ icb: 'Then the [ICB] met the board!' })
  })

  it('is taken from the first mention in prose, and from a heading only where there is no other', () => {
    expect(sentences('## The ICB and the DfE\n\nWhat the ICB is.')).toEqual({
      icb: 'What the [ICB] is.',
      dfe: 'The ICB and the [DfE]',
    })
  })

  it('is found in lists, tables, notes, boxes, definition lists and passages', () => {
    expect(sentences('- one\n- two of the ICB')).toEqual({ icb: 'two of the [ICB]' })
    expect(sentences('| a | b |\n|---|---|\n| x | the DfE. Yes |')).toEqual({ dfe: 'the [DfE].' })
    expect(sentences('Text.[^a]\n\n[^a]: The ICB pays.')).toEqual({ icb: 'The [ICB] pays.' })
    expect(sentences(':::note\nOne. The ICB pays.\n:::')).toEqual({ icb: 'The [ICB] pays.' })
    expect(sentences('Word\n: The ICB pays.')).toEqual({ icb: 'The [ICB] pays.' })
    const passage = "::::audience{when='region = Wales'}\nNo.\n\n:::otherwise\nThe ICB pays.\n:::\n::::"
    expect(sentences(passage)).toEqual({ icb: 'The [ICB] pays.' })
  })

  it('leaves out the numbers of notes and reads across line ends', () => {
    expect(sentences('One.[^a] The\n ICB[^a] pays\\\nmuch.\n\n[^a]: Note.')).toEqual({
      icb: 'The [ICB] pays much.',
    })
  })

  it('finds a term that is broken over lines or stands twice', () => {
    expect(sentences('A needs\nplan is not a Needs. A needs plan is.')).toEqual({
      'needs plan': 'A [needs plan] is not a Needs.',
    })
  })
})

describe('where a sentence ends', () => {
  it('is not at a short form, an initial or a number', () => {
    expect(around('See e.g. Dr. A. Sample, who paid 3.5 for X in May. Next.')).toBe(
      'See e.g. Dr. A. Sample, who paid 3.5 for [X] in May.',
    )
  })

  it('is at a mark with its quotation mark, in any script', () => {
    expect(around('“Is it so?” The X is. No')).toBe('The [X] is.')
    expect(around('一。二X三。四')).toBe('二[X]三。')
    expect(around('هل؟ X نعم. لا')).toBe('[X] نعم.')
  })

  it('is not where small letters follow', () => {
    expect(around('He asked “Why?” and the X answered.')).toBe('He asked “Why?” and the [X] answered.')
  })

  it('is cut short between words, or within a word that has no end', () => {
    const long = around(`${'word '.repeat(80)}X ${'more '.repeat(80)}`)
    expect(long).toMatch(/^… word (?:word )+\[X\](?: more)+ …$/)
    expect(long.length).toBeLessThan(280)
    expect(around(`${'w'.repeat(300)}X`).length).toBeLessThan(150)
    expect(around(`X${'😀'.repeat(200)}`).isWellFormed()).toBe(true)
    expect(around(`${'😀'.repeat(200)}aX`).isWellFormed()).toBe(true)
  })
})

/** What lies between the ends of sentences round the letters, read from the text's beginning and in full. */
function wholeSentence(text: string, start: number, end: number): string[] {
  const points = [...text.matchAll(/[.!?…؟۔]["”’'»)\]]*\s+|[。！？]["”’'»)\]」』]*/g)]
    .filter(({ 0: ending, index }) => !/^["“‘'«([]*\p{Ll}/u.test(text.slice(index + ending.length)))
    .map(({ 0: ending, index }) => index + ending.length)
  const from = points.findLast((point) => point <= start) ?? 0
  const to = points.find((point) => point >= end) ?? text.length
  return [text.slice(from, start).trimStart(), text.slice(end, to).trimEnd()].map((side) =>
    side.replace(/\s+/g, ' '),
  )
}

const pieces = [
  'word ',
  'Word ',
  'xyz',
  '. ',
  '.” ',
  '! ',
  '。',
  '…',
  ') ',
  '   ',
  '\n',
  ' '.repeat(200),
  'w'.repeat(90),
  'to '.repeat(40),
]
const side = fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((all) => all.join(''))

it('is the same however little of a long text is looked at', () => {
  fc.assert(
    fc.property(side, side, (left, right) => {
      const text = `${left}ICB${right}`
      const [before, , after] = sentenceAround(text, left.length, left.length + 3)
      const [wholeBefore, wholeAfter] = wholeSentence(text, left.length, left.length + 3) as [string, string]
      if (wholeBefore.length <= 130) expect(before).toBe(wholeBefore)
      else expect(before.startsWith('… ') && wholeBefore.endsWith(before.slice(2))).toBe(true)
      if (wholeAfter.length <= 130) expect(after).toBe(wholeAfter)
      else expect(after.endsWith(' …') && wholeAfter.startsWith(after.slice(0, -2))).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
