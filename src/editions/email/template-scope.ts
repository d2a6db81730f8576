import type { Article } from '../../model/article.ts'
import { messages } from '../../templates/index.ts'
import { headingLevels } from '../heading-levels.ts'
import type { IssueInput } from '../issue-input.ts'
import {
  mailedDefinitions,
  mailedNotes,
  mailedTermIds,
  type MailedArticle,
  type MailedPart,
} from '../mailed-part.ts'
import { blocksToMjml, notesMjml } from './article-mjml.ts'
import { paletteOf } from './colours.ts'
import { contentResolvers, type Content } from './content.ts'
import { contentStyles, unquoted } from './content-styles.ts'
import { stackClasses } from './fit-table.ts'
import { letterMeasures } from './measures/letter-measures.ts'
import { mirrorStyles, sidesOf } from './sides.ts'

type Look = Pick<Content, 'styles' | 'measures' | 'startSide'>

/** All of them, by name. */
interface TemplateScope extends Record<string, unknown> {
  /** How tables of the letter are stacked. */
  stacks: string[]
}

/** Every name that an e-mail template can use. What is absent is `null`, since an unknown name is an error. */
export function templateScope(input: IssueInput, part: MailedPart): TemplateScope {
  const { issue, settings } = input
  const light = paletteOf(settings.brand.colours)
  const { fonts } = settings.brand
  const measures = letterMeasures(settings.brand.measures)
  const { direction } = settings
  const styles = contentStyles(light, fonts, measures)
  const look = {
    styles: direction === 'rtl' ? mirrorStyles(styles) : styles,
    measures,
    startSide: sidesOf(direction).startSide,
  }
  const articles = part.articles.map((article) => articleScope(input, article, look))
  const introduction = introductionMjml(input, part, look)
  return {
    words: messages(settings.language),
    publication: publicationScope(input),
    theme: {
      light,
      dark: paletteOf(settings.brand.darkColours),
      fonts: { body: unquoted(fonts.body), heading: unquoted(fonts.heading), mono: unquoted(fonts.mono) },
      measures,
    },
    logo: input.logo ? { ...input.logo, alt: settings.brand.logoAlt ?? settings.title } : null,
    issue: {
      id: issue.id,
      number: issue.number ?? null,
      title: issue.title,
      date: issue.date,
      subject: issue.subject,
      preheader: issue.preheader,
      url: input.archiveUrl,
    },
    introduction,
    contents: articles.length > 1 ? articles.map(({ title, url }) => ({ title, url })) : [],
    articles,
    stacks: stacksIn([introduction, ...articles.map(({ content }) => content)]),
    abbreviations: abbreviationsScope(input, part),
    recipient: input.recipient.scope,
  }
}

/** The ways in which tables of the letter are stacked: styles for those it has not would only make it larger. */
function stacksIn(contents: readonly (string | null)[]): string[] {
  return stackClasses.filter((name) => contents.some((content) => content?.includes(`class="${name}"`)))
}

function abbreviationsScope(input: IssueInput, part: MailedPart): object[] {
  const abbreviations = input.abbreviations(mailedTermIds(part, input), mailedDefinitions(part))
  return abbreviations.map(({ href = null, ...entry }) => ({ ...entry, href }))
}

function publicationScope({ settings }: IssueInput): object {
  const { title, organisation, language, direction, baseUrl, postalAddress, reason } = settings
  const description = settings.description ?? null
  const sides = sidesOf(direction)
  return { title, organisation, description, language, direction, ...sides, baseUrl, postalAddress, reason }
}

function introductionMjml(input: IssueInput, { intro }: MailedPart, look: Look): string | null {
  if (intro.length === 0) return null
  const notes = mailedNotes(intro, input.intro)
  const content: Content = {
    ...look,
    words: messages(input.settings.language),
    noteNumbers: new Map(notes.map((note, index) => [note.identifier, index + 1])),
    levels: headingLevels(intro, 2),
    ...contentResolvers(input, input.issue.file, input.archiveUrl),
  }
  return blocksToMjml(intro, content) + notesMjml(notes, 2, content)
}

interface ArticleScope {
  title: string
  url: string
  content: string | null
  [name: string]: unknown
}

function articleScope(input: IssueInput, mailed: MailedArticle, look: Look): ArticleScope {
  const { article, as, url, continueUrl } = mailed
  const { meta } = article.facts
  return {
    title: meta.title,
    url,
    as,
    date: meta.date ?? null,
    authors: meta.authors,
    series: input.settings.series.find(({ id }) => id === meta.series)?.title ?? meta.series ?? null,
    summary: meta.summary ?? null,
    image: articleImage(input, article),
    content: as === 'full' ? articleContent(input, mailed, look) : null,
    continueUrl: continueUrl ?? null,
  }
}

function articleImage(input: IssueInput, { facts }: Article): object | null {
  const image = facts.meta.image === undefined ? undefined : input.image(facts.meta.image, facts.file)
  return image ? { ...image, alt: facts.meta.imageAlt ?? '' } : null
}

function articleContent(input: IssueInput, mailed: MailedArticle, look: Look): string {
  const { article, blocks, url } = mailed
  const notes = mailedNotes(blocks, article.tree)
  const content: Content = {
    ...look,
    words: messages(input.settings.language),
    noteNumbers: new Map(notes.map((note, index) => [note.identifier, index + 1])),
    levels: headingLevels(blocks, 3),
    ...contentResolvers(input, article.facts.file, url),
  }
  return blocksToMjml(blocks, content) + notesMjml(notes, 3, content)
}
