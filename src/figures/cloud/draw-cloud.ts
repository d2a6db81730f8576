import type { BlockContent, ListItem, PhrasingContent, Root } from 'mdast'
import type { Mention } from '../../model/mention.ts'
import type { Drawing } from '../../model/tree.ts'
import type { FigureContext, FigureProblem, FigureResult } from '../figure.ts'
import { archiveInks, mailInks, type Inks } from '../ink.ts'
import { escapeXml, inlineSvg, mailSvg, svgElement } from '../svg.ts'
import { strangersIn } from '../text/measure-text.ts'
import type { Background } from './background.ts'
import { chooseWords, heavierFirst, type CloudWord } from './choose-words.ts'
import { readCloudOptions, type CloudOptions } from './cloud-options.ts'
import { placeWords, type CloudFrame, type PlacedCloud, type WordToPlace } from './place-words.ts'
import { readList } from './read-list.ts'

/** What a cloud of a text is drawn from. */
export interface CloudText {
  /** The article, or an issue's introduction and its articles. */
  trees: readonly Root[]
  background: Background
}

/** Draws a word cloud: of the list that the drawing holds, else of the text it stands in. */
export function drawCloud(
  drawing: Drawing,
  { trees, background }: CloudText,
  context: FigureContext,
): FigureResult {
  const { options, problems } = readCloudOptions(drawing.options)
  const words =
    drawing.text === undefined
      ? chooseWords(trees, options.words, background, context)
      : listedWords(drawing.text, options, context, problems)
  if (words.length === 0) {
    const expected = drawing.text === undefined ? 'words in the text round it' : 'a word on each line'
    problems.push({
      rule: 'figures/cloud-empty',
      message: `Unexpected word cloud without words, expected ${expected}`,
    })
    return { figure: undefined, problems }
  }
  return { figure: drawWords(words, options, drawing.text !== undefined, context, problems), problems }
}

function listedWords(
  text: string,
  { words: most }: CloudOptions,
  { terms }: FigureContext,
  problems: FigureProblem[],
): CloudWord[] {
  const list = readList(text)
  problems.push(...list.problems)
  const idOf = new Map(
    [...terms.values()].flatMap(({ id, term, also }) => [term, ...also].map((form) => [form, id])),
  )
  const words = list.words
    .map(({ label, weight }): CloudWord => {
      const termId = idOf.get(label)
      return { label, count: weight, weight, ...(termId !== undefined && { termId }) }
    })
    .sort(heavierFirst)
  if (words.length > most) {
    problems.push({
      rule: 'figures/word-left-out',
      message: `Unexpected list of ${words.length} words, expected at most ${most}: the lightest are left out`,
    })
  }
  return words.slice(0, most)
}

type Frames = Record<'wide' | 'narrow' | 'mail', CloudFrame>

function framesOf(shape: CloudOptions['shape'], mailWidth: number): Frames {
  return {
    wide: { width: 640, aspect: 1.9, shape, smallestPx: 14, largestPx: 58 },
    narrow: { width: 300, aspect: 0.85, shape, smallestPx: 13.5, largestPx: 38 },
    mail: { width: mailWidth, aspect: 1.5, shape, smallestPx: 16, largestPx: 54 },
  }
}

type Word = CloudWord & WordToPlace & { ink: 'text' | 'accent' | 'muted' }

function drawWords(
  words: readonly CloudWord[],
  { shape }: CloudOptions,
  isList: boolean,
  context: FigureContext,
  problems: FigureProblem[],
) {
  const { settings, mailWidth } = context
  const frames = framesOf(shape, mailWidth)
  const inked = words.map((word, index): Word => ({ ...word, ...lookOf(word, index, words.length) }))
  const wide = placeWords(inked, frames.wide)
  const narrow = placeWords(inked, frames.narrow)
  const forMail = inked.filter(({ label }) => strangersIn(label).length === 0)
  const mail = placeWords(forMail, frames.mail)
  reportLeftOut(new Set([wide, narrow, mail].flatMap(({ leftOut }) => leftOut)), inked, forMail, problems)
  const [archive, letter] = [archiveInks(settings.brand), mailInks(settings.brand)]
  const inline = (cloud: PlacedCloud<Word>, { width }: CloudFrame): string =>
    inlineSvg(width, Math.max(cloud.height, 1), wordsToSvg(cloud, archive, context.hrefOf))
  const height = Math.max(mail.height, 1)
  return {
    alt: altOf(words),
    equivalent: [listOf(words, isList)],
    inMail: false,
    wide: inline(wide, frames.wide),
    narrow: inline(narrow, frames.narrow),
    mail: {
      svg: mailSvg(mailWidth, height, letter.background, wordsToSvg(mail, letter)),
      width: mailWidth,
      height,
    },
  }
}

/** Terms in the colour of links; of the others the heavier stand out. */
function lookOf({ termId }: CloudWord, index: number, count: number): Pick<Word, 'bold' | 'ink'> {
  const bold = index < Math.max(3, count * 0.2)
  if (termId !== undefined) return { bold, ink: 'accent' }
  return { bold, ink: index < count * 0.5 ? 'text' : 'muted' }
}

function reportLeftOut(
  leftOut: ReadonlySet<Word>,
  all: readonly Word[],
  forMail: readonly Word[],
  problems: FigureProblem[],
): void {
  for (const { label } of leftOut) {
    const message = `Unexpected word \`${label.slice(0, 30)}…\` of ${[...label].length} letters, expected one that fits a line: it is left out of a picture`
    problems.push({ rule: 'figures/word-left-out', message })
  }
  for (const { label } of all.filter((word) => !forMail.includes(word))) {
    const message = `Unexpected sign ${strangersIn(label).join(' ')} in \`${label.slice(0, 30)}\`, expected those of the font: the word is left out of the picture in letters`
    problems.push({ rule: 'figures/word-left-out', message })
  }
}

/** With an address a term leads to its entry. By keyboard it is reached from the list below, once. */
function wordsToSvg({ placed }: PlacedCloud<Word>, inks: Inks, hrefOf?: (id: string) => string): string {
  return placed
    .map(({ word, x, baseline, sizePx, widthPx }) => {
      const drawn = svgElement(
        'text',
        {
          x,
          y: baseline,
          'font-size': sizePx,
          'font-weight': word.bold ? 'bold' : undefined,
          'text-anchor': 'middle',
          textLength: widthPx,
          lengthAdjust: 'spacingAndGlyphs',
          fill: inks.ink(word.ink),
        },
        escapeXml(word.label),
      )
      const { termId } = word
      return termId === undefined || !hrefOf
        ? drawn
        : svgElement('a', { href: hrefOf(termId), tabindex: -1 }, drawn)
    })
    .join('')
}

const inAlt = 8

function altOf(words: readonly CloudWord[]): string {
  const named = words.slice(0, inAlt).map(({ label, count }) => `${label} (${count})`)
  return `${named.join(', ')}${words.length > inAlt ? ' …' : ''}`
}

function listOf(words: readonly CloudWord[], isList: boolean): BlockContent {
  const inOrder = isList ? words : [...words].sort((one, other) => other.count - one.count)
  return { type: 'list', ordered: false, spread: false, children: inOrder.map(itemOf) }
}

function itemOf({ label, count, termId }: CloudWord): ListItem {
  const letters: PhrasingContent = { type: 'text', value: label }
  const word: PhrasingContent =
    termId === undefined
      ? letters
      : { type: 'glossaryMention', mention: mentionOf(label, termId), children: [letters] }
  const number: PhrasingContent = { type: 'text', value: ` ${count}` }
  return { type: 'listItem', spread: false, children: [{ type: 'paragraph', children: [word, number] }] }
}

/** Marked whatever the policy: the list stands alone. */
function mentionOf(text: string, termId: string): Mention {
  const nowhere = { line: 1, column: 1, offset: 0 }
  return {
    termId,
    text,
    place: { start: nowhere, end: nowhere },
    where: 'prose',
    firstInArticle: true,
    firstInSection: true,
    definedHere: false,
    always: true,
  }
}
