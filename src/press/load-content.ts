import path from 'node:path'
import { termId } from '../glossary/matcher/index.ts'
import type { Report } from '../diagnostics/index.ts'
import type { Issue } from '../model/issue.ts'
import type { FilePlace } from '../model/place.ts'
import type { Settings } from '../model/settings.ts'
import type { Term } from '../model/term.ts'
import { glossaryFile, settingsFile, type Cache, type SourceFile } from '../workspace/files/index.ts'
import { looksLikeDraft, placeOfSetting } from '../workspace/texts/index.ts'
import { compare } from './archive/order.ts'
import { asDraft, collectDiagnostics, type DiagnosticSink } from './collect-diagnostics.ts'
import { hashOf } from './hash.ts'
import type { MailedFile } from './mailed/mailed-files.ts'
import type { Mailing } from './mailed/read-mailed.ts'
import { isIssue, type RawContent } from './read-content.ts'
import { toolHash } from './tool.ts'

/** Everything a workspace holds, read and checked file by file but not yet together. */
export interface Content {
  root: string
  settings: Settings
  terms: Term[]
  /** Articles as text; their front matter is read when the cache does not know it. */
  articles: SourceFile[]
  issues: IssueSource[]
  /** Markdown files that could not be read as text. */
  unread: string[]
  /** Issues whose file cannot be used, by id; they are in `out/` as the last good build left them. */
  brokenIssues: string[]
  /** Where the settings name the logo. */
  logoPlace: () => FilePlace
  /** Where the settings have a segment. */
  placeOfSegment: (name: string) => FilePlace
  /** Templates by path from the workspace's root; the tool's where the workspace has no file of that name. */
  templates: Map<string, string>
  /** What was mailed, oldest first. */
  mailed: readonly Mailing[]
  hashes: ContentHashes
}

export interface IssueSource extends SourceFile {
  issue: Issue
}

export interface ContentHashes {
  /** Of the tool, the settings, the theme and the glossary: what every article depends on. */
  common: string
  emailTemplates: string
  archiveTemplates: string
}

/**
 * Parses what all articles depend on. Gives nothing if the settings, the theme or the glossary cannot be used;
 * issues that cannot be read are reported and left out.
 */
export async function parseContent(
  raw: RawContent,
  cache: Cache,
  report: DiagnosticSink,
): Promise<Content | undefined> {
  const settings = raw.settings && (await readSettings(raw.settings, raw.theme, cache, report))
  const terms = raw.glossary && (await readTerms(raw.glossary, cache, report))
  const mailed = await readMailed(raw.mailed, cache, report)
  const issues: IssueSource[] = []
  const broken = raw.unread.filter(isIssue)
  for (const source of raw.issues) {
    const found = collectDiagnostics()
    const issue = await readIssue(source, cache, found.report)
    const isDraft = issue ? issue.draft : looksLikeDraft(source.source)
    report.all(isDraft ? found.diagnostics.map(asDraft) : found.diagnostics)
    if (issue) issues.push({ ...source, issue })
    else if (!isDraft) broken.push(source.file)
  }
  cache.keepOnly('issue-source', new Set(raw.issues.map(({ file }) => file)))
  if (!settings || !terms || !raw.settings || !raw.theme || !raw.glossary) return undefined
  const source = raw.settings
  const hashTemplates = (folder: string): string =>
    hashOf(
      ...raw.templates
        .filter(({ file }) => file.startsWith(folder))
        .map(({ file, hash }) => `${file}\n${hash}`),
    )
  return {
    root: raw.root,
    settings,
    terms,
    articles: raw.articles,
    issues,
    unread: raw.unread,
    brokenIssues: broken.map((file) => path.posix.basename(file, '.md').normalize('NFC')),
    logoPlace: () => placeOfSetting(source, 'brand', 'logo'),
    placeOfSegment: (name) => placeOfSetting(source, 'segments', name),
    templates: new Map(raw.templates.map(({ file, source }) => [file, source.replace(/^\uFEFF/, '')])),
    mailed,
    hashes: {
      common: hashOf(toolHash(), raw.settings.hash, raw.theme.hash, raw.glossary.hash),
      emailTemplates: hashTemplates('templates/email/'),
      archiveTemplates: hashTemplates('templates/archive/'),
    },
  }
}

/** What understands texts is loaded only for one that is not known: its schemas take a tenth of a second. */
const understand = () => import('../workspace/index.ts')

function readSettings(
  source: SourceFile,
  theme: SourceFile | undefined,
  cache: Cache,
  report: DiagnosticSink,
): Promise<Settings | undefined> {
  const of = { kind: 'settings', name: settingsFile, hash: hashOf(source.hash, theme?.hash ?? '') }
  return readOnce(of, cache, report, async (report) => {
    const { loadSettings } = await understand()
    return loadSettings(source, report, theme)
  })
}

function readTerms(glossary: SourceFile, cache: Cache, report: DiagnosticSink): Promise<Term[] | undefined> {
  const of = { kind: 'glossary', name: glossaryFile, hash: glossary.hash }
  return readOnce(of, cache, report, async (report) => {
    const { loadGlossary } = await understand()
    return loadGlossary(glossary, termId, report)
  })
}

function readIssue(source: SourceFile, cache: Cache, report: DiagnosticSink): Promise<Issue | undefined> {
  const of = { kind: 'issue-source', name: source.file, hash: source.hash }
  return readOnce(of, cache, report, async (report) => {
    const { loadIssue } = await understand()
    return loadIssue(source, report)
  })
}

/** Every mailing of which the workspace keeps a record, oldest first; one that cannot be read is left out. */
async function readMailed(
  files: readonly MailedFile[],
  cache: Cache,
  report: DiagnosticSink,
): Promise<Mailing[]> {
  const mailed: Mailing[] = []
  for (const file of files) {
    const of = { kind: 'mailing', name: file.file, hash: file.hash }
    const record = await readOnce(of, cache, report, async (report) => {
      const { readRecord } = await import('./mailed/read-mailed.ts')
      return readRecord(file, report)
    })
    if (record) mailed.push({ record, folder: file.folder, hash: file.hash })
  }
  return mailed.sort(
    (one, other) => compare(one.record.mailedAt, other.record.mailedAt) || compare(one.folder, other.folder),
  )
}

/** Parsing YAML is slow, so what a file says is kept, where nothing is found in it. */
async function readOnce<T>(
  { kind, name, hash }: { kind: string; name: string; hash: string },
  cache: Cache,
  report: DiagnosticSink,
  read: (report: Report) => Promise<T | undefined>,
): Promise<T | undefined> {
  const key = hashOf(toolHash(), hash)
  const kept = cache.get(kind, name)
  if (kept?.key === key) return JSON.parse(kept.value) as T
  const found = collectDiagnostics()
  const value = await read(found.report)
  report.all(found.diagnostics)
  if (value && found.diagnostics.length === 0) cache.put(kind, name, { key, value: JSON.stringify(value) })
  return value
}
