import { plainText, sensesOf } from '../articles/index.ts'
import type { IssueInput } from '../editions/email/index.ts'
import { termsBeside, type GlossaryIndex } from '../glossary/matcher/index.ts'
import type { Article, Label, MetaPlaces } from '../model/article.ts'
import type { Settings } from '../model/settings.ts'
import type { Drawing } from '../model/tree.ts'
import type { IssueMaterial, IssueParts } from './issue-material.ts'
import type { LettersBeside } from './letters-beside.ts'
import { createMentionsIn } from './mentions-in.ts'
import { visitBlocks } from './term-sentences.ts'

/** What letters are read by. */
interface Reading {
  settings: Settings
  index: GlossaryIndex
}

/**
 * The ids of the terms that an article shows beside its text: in its title, its summary, its labels and its charts.
 * `letters` gathers those that are no terms.
 */
export function termsBesideText(
  article: Article,
  places: MetaPlaces,
  { settings, index }: Reading,
  letters: LettersBeside,
): Set<string> {
  const { meta, mentions } = article.facts
  const given: Label[] = [
    { text: meta.title, place: places['title'] },
    { text: meta.summary ?? '', place: places['summary'] },
    { text: meta.image === undefined ? '' : (meta.imageAlt ?? ''), place: places['imageAlt'] },
    ...labelsOf(article),
  ]
  const reading = { index, mentions, ...sensesOf(meta, settings) }
  return new Set(given.flatMap(({ text, place }) => [...termsBeside(text, reading, letters.look(place))]))
}

/** The words of an article's boxes, pictures and charts. */
export function labelsOf({ labels, drawings }: Pick<Article, 'labels' | 'drawings'>): Label[] {
  return [...labels, ...drawings.flatMap(wordsOfChart)]
}

/** Only of charts: a cloud's words are those of the text, and a plot's table is part of it. */
function wordsOfChart({ kind, drawn, place }: Drawing): Label[] {
  if (kind !== 'chart' || !drawn) return []
  const words = [drawn.title ?? '']
  for (const block of drawn.equivalent) visitBlocks(block, (inner) => words.push(plainText(inner)))
  return words.map((text) => ({ text, place }))
}

/** Finds terms in what letters show of the introduction and the articles of an issue, by their files. */
export function createTermsIn(
  { source, intro, articles }: IssueParts,
  { content: { settings }, index }: IssueMaterial,
): IssueInput['termsIn'] {
  const introduction = { mentions: intro?.facts.mentions ?? [], senses: {}, seriesSenses: {} }
  const texts = articles.map(({ article: { facts } }) => {
    return [facts.file, { mentions: facts.mentions, ...sensesOf(facts.meta, settings) }] as const
  })
  const finders = new Map(
    [[source.file, introduction] as const, ...texts].map(([file, text]) => {
      const mentionsIn = createMentionsIn(text.mentions.filter(({ where }) => where !== 'plain'))
      return [file, { text: { index, ...text }, mentionsIn }]
    }),
  )
  return (words, file) => {
    const { text, mentionsIn } = finders.get(file)!
    if (typeof words === 'string') return termsBeside(words, text)
    // What the build itself has put into words stands nowhere in the file.
    if (!words.position) return termsBeside(plainText(words), text)
    return mentionsIn(words).map(({ termId }) => termId)
  }
}
