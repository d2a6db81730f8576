import { issueAddress } from '../../editions/archive/index.ts'
import { checkLinks, linkTargets } from '../check-links.ts'
import { asDraft, collectDiagnostics } from '../collect-diagnostics.ts'
import type { IssueParts } from '../issue-material.ts'
import { readParts } from '../issue-parts.ts'
import { reportLettersOfIssue } from '../letters-beside.ts'
import type { IssueSource } from '../load-content.ts'
import { introductionHtml, picturesOf } from '../make-issue.ts'
import { countMentions } from '../term-uses.ts'
import { makeArchivePage } from './archive-page.ts'
import { lettersOfIssue } from './letters.ts'
import { nothingShown, shownHeadings, shownUnknown, type Looking, type Shown } from './looking.ts'
import { showLetter } from './show-letter.ts'

/** Looks at an issue that is being written; there is nothing to see where its front matter cannot be read. */
export async function workingIssue(looking: Looking): Promise<Shown> {
  const { read, file } = looking
  const source = read.content.issues.find((issue) => issue.file === file)
  if (!source) return nothingShown
  const found = collectDiagnostics()
  const shown = await lookAtIssue(source, looking, found.report)
  read.report.all(source.issue.draft ? found.diagnostics.map(asDraft) : found.diagnostics)
  return shown
}

type Sink = ReturnType<typeof collectDiagnostics>['report']

async function lookAtIssue(source: IssueSource, looking: Looking, report: Sink): Promise<Shown> {
  const { read, material } = looking
  const { settings } = read.content
  const parts = await readParts(material, source, report)
  const { intro } = parts
  const { file, source: text } = source
  const sources = { settings, index: material.index, file, source: text }
  const beside = reportLettersOfIssue(source.issue, intro, sources, report)
  const fragments = intro?.facts.headings.map(({ id }) => id) ?? []
  checkLinks({ file, links: intro?.facts.links ?? [], fragments }, linkTargets(read, read.cache), report)
  const letters = await lettersOfIssue(source, material, report)
  return {
    ...nothingShown,
    headings: shownHeadings(intro?.facts.headings ?? [], looking),
    unknown: shownUnknown([...(intro?.undefinedLetters.values() ?? []), ...beside]),
    terms: usedTerms(parts, looking),
    words: intro?.facts.wordCount ?? 0,
    letters,
    ...(await editionOf(parts, letters, looking, report)),
  }
}

function usedTerms({ intro }: IssueParts, { material }: Looking): Shown['terms'] {
  return [...countMentions(intro?.facts.mentions ?? [], [])].flatMap(([id, mentions]) => {
    const term = material.terms.get(id)
    return term ? [{ letters: term.term, expansion: term.expansion, mentions }] : []
  })
}

async function editionOf(
  parts: IssueParts,
  letters: Awaited<ReturnType<typeof lettersOfIssue>>,
  looking: Looking,
  report: Sink,
): Promise<Partial<Shown>> {
  const { show, material } = looking
  const letter = letters.find(({ id }) => id === looking.letter) ?? letters[0]
  // Also for the page: what is wrong with the letter is wrong with the issue.
  const made = letter && (await showLetter(letter, parts, material, report))
  if (show === 'page') return await pageOf(parts, looking)
  if (!made) return {}
  return { edition: show === 'text' ? made.text : made.email, pictures: made.pictures, letter: letter.id }
}

/** As if it were published, also where it is a draft. */
async function pageOf(parts: IssueParts, { read, logo, material }: Looking): Promise<Partial<Shown>> {
  const { content, cache, report } = read
  const { file, issue } = parts.source
  const issues = content.issues.map((source) =>
    source.file === file ? { ...source, issue: { ...issue, draft: false } } : source,
  )
  const made = {
    summary: { id: issue.id, subject: issue.subject, contentHash: '', variants: [] },
    introduction: introductionHtml(material, parts),
    links: [],
    fragments: [],
    files: {},
    pictures: picturesOf(parts, material),
    hasOwnPictures: false,
    diagnostics: [],
  }
  const records = [...material.recordOfSlug.values()]
  const address = issueAddress(issue.id)
  const plan = { content: { ...content, issues }, records, issues: [made], logo, cache, report }
  const page = await makeArchivePage(plan, address)
  if (!page) return {}
  return {
    edition: { kind: 'page', html: page.html, address: `/archive/${address}` },
    pictures: page.files,
  }
}
