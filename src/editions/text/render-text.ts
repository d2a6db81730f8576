import type { Root, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import type { TokenUse } from '../../model/edition.ts'
import { formatDate, messages } from '../../templates/index.ts'
import type { Abbreviation, Cut, IssueInput } from '../issue-input.ts'
import {
  mailedDefinitions,
  mailedNotes,
  mailedPart,
  mailedTermIds,
  type MailedArticle,
} from '../mailed-part.ts'
import { keepPlace } from '../keep-place.ts'
import { safeUrl } from '../safe-url.ts'
import { blocksToText, prefixed, underlined } from './blocks.ts'
import { pictureText } from './phrases.ts'
import { textWidth, unglue, wrap } from './wrap.ts'
import { LinkList, type Writer } from './writer.ts'

/** An issue as plain text for one variant. */
export interface TextEdition {
  text: string
  /** The recipient tokens in it. */
  tokens: TokenUse[]
}

/**
 * Renders an issue as plain text, from the tree and not from HTML: wrapped near 72, addresses as numbered notes. `cut`
 * is where the e-mail was split, so that both end at the same place. Pure, and total on the nodes of `model/tree.ts`.
 */
export function renderText(input: IssueInput, cut?: Cut): TextEdition {
  const part = mailedPart(input, cut)
  const links = new LinkList(
    bracketedNumbers([input.intro, ...part.articles.map(({ article }) => article.tree)]),
  )
  const pieces = [
    heading(input),
    [
      ...sectionText(input, part.intro, input.intro, input.issue.file, input.archiveUrl, links),
      ...linkText(input, links),
    ],
    contentsText(input),
    ...part.articles.map((article) => articleText(input, article, links)),
    abbreviationsText(input, input.abbreviations(mailedTermIds(part, input), mailedDefinitions(part))),
    footer(input),
  ]
  const text = pieces.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  const { output, uses } = input.recipient.inText(`${unglue(text.join('\n\n'))}\n`)
  return { text: output, tokens: uses }
}

/** The numbers that stand in brackets in words, such as a list of sources that was pasted: `[1]`. */
function bracketedNumbers(trees: readonly (Root | undefined)[]): Set<number> {
  const numbers = trees.flatMap((tree) => [...toString(tree).matchAll(/\[(\d{1,3})\]/g)])
  return new Set(numbers.map(([, digits]) => Number(digits)))
}

function heading({ issue, settings, archiveUrl }: IssueInput): string[] {
  const words = messages(settings.language)
  const date = formatDate(issue.date, settings.language)
  const number = issue.number === undefined ? '' : `${words.issue} ${issue.number}, `
  return [
    settings.title,
    `${number}${date}`,
    '',
    ...underlined(wrap(issue.title, textWidth), '='),
    '',
    ...wrap(`${words.readInArchive}: ${archiveUrl}`, textWidth),
  ]
}

function contentsText({ articles, settings }: IssueInput): string[] {
  if (articles.length < 2) return []
  const titles = articles.flatMap(({ article }) =>
    prefixed(wrap(article.facts.meta.title, textWidth - 2), '- ', '  '),
  )
  return [...underlined([messages(settings.language).inThisIssue], '-'), ...titles]
}

function articleText(input: IssueInput, mailed: MailedArticle, links: LinkList): string[] {
  const { article, as, url, blocks, continueUrl } = mailed
  const words = messages(input.settings.language)
  const { meta, file } = article.facts
  const body =
    as === 'full'
      ? sectionText(input, blocks, article.tree, file, url, links)
      : meta.summary === undefined
        ? []
        : wrap(meta.summary, textWidth)
  const ending =
    as === 'summary'
      ? wrap(`${words.readArticle}: ${url}`, textWidth)
      : continueUrl === undefined
        ? []
        : [
            ...wrap(words.continueNote, textWidth),
            '',
            ...wrap(`${words.continueInArchive}: ${continueUrl}`, textWidth),
          ]
  return [...titleText(input, mailed), ...after(body), ...after(ending), ...linkText(input, links)]
}

function titleText({ settings }: IssueInput, { article }: MailedArticle): string[] {
  const { meta } = article.facts
  const date = meta.date === undefined ? '' : formatDate(meta.date, settings.language)
  const byline = [date, ...meta.authors].filter(Boolean).join(', ')
  const picture =
    meta.image !== undefined && meta.imageAlt
      ? pictureText(meta.imageAlt, '', messages(settings.language))
      : ''
  return [
    '='.repeat(textWidth),
    ...wrap(meta.title, textWidth),
    ...wrap(byline, textWidth),
    '='.repeat(textWidth),
    ...after(wrap(picture, textWidth)),
  ]
}

/** Blocks and the footnotes they refer to. */
function sectionText(
  input: IssueInput,
  blocks: readonly RootContent[],
  tree: Root | undefined,
  file: string,
  pageUrl: string,
  links: LinkList,
): string[] {
  const notes = mailedNotes(blocks, tree)
  const words = messages(input.settings.language)
  const writer: Writer = {
    words,
    language: input.settings.language,
    quotations: 0,
    noteNumbers: new Map(notes.map((note, index) => [note.identifier, index + 1])),
    link: (url) =>
      safeUrl(keepPlace(url.startsWith('#') ? pageUrl + url : input.link(url, file), input.settings)),
    expansion: (mention) => (mention.where === 'prose' ? input.mark(mention)?.expansion : undefined),
    links,
  }
  const body = blocksToText(blocks, textWidth, writer)
  const noteLines = notes.flatMap((note, index) => {
    const marker = `${index + 1}. `
    return prefixed(
      blocksToText(note.children, textWidth - marker.length, writer),
      marker,
      ' '.repeat(marker.length),
    )
  })
  const list = notes.length === 0 ? [] : [...underlined([words.footnotes], '-'), ...noteLines]
  return [...body, ...after(list)]
}

function linkText({ settings }: IssueInput, links: LinkList): string[] {
  const fresh = links.takeNew()
  return fresh.length === 0 ? [] : ['', ...underlined([messages(settings.language).links], '-'), ...fresh]
}

function abbreviationsText({ settings }: IssueInput, entries: readonly Abbreviation[]): string[] {
  if (entries.length === 0) return []
  const lines = entries.flatMap(({ term, expansion }) =>
    prefixed(wrap(`${term}: ${expansion}`, textWidth - 2), '', '  '),
  )
  return [
    '='.repeat(textWidth),
    messages(settings.language).abbreviations,
    '='.repeat(textWidth),
    '',
    ...lines,
  ]
}

function footer({ settings, recipient, archiveUrl }: IssueInput): string[] {
  const words = messages(settings.language)
  const { scope } = recipient
  return [
    '-'.repeat(textWidth),
    `${words.whyYouGetThis}:`,
    ...wrap(settings.reason, textWidth),
    '',
    `${words.unsubscribe}: ${scope['unsubscribeUrl']}`,
    `${words.preferences}: ${scope['preferencesUrl']}`,
    `${words.readInArchive}: ${archiveUrl}`,
    '',
    ...(settings.organisation.includes(settings.postalAddress[0] ?? '') ? [] : [settings.organisation]),
    ...settings.postalAddress,
  ]
}

/** The lines with an empty line before them, if there are any. */
function after(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines]
}
