import path from 'node:path'
import type { Report } from '../diagnostics/index.ts'
import {
  createSourceNoter,
  glossaryFile,
  isListed,
  listFiles,
  noTheme,
  readSource,
  settingsFile,
  themeFile,
  type KnownHashes,
  unsavedSource,
  type SourceFile,
} from '../workspace/files/index.ts'
import { compare } from './archive/order.ts'
import { hashOf } from './hash.ts'
import { readMailedFiles, type MailedFile } from './mailed/mailed-files.ts'
import { toolHash, toolRoot } from './tool.ts'

/** The raw text of a workspace: cheap to read, and enough to know whether anything changed. */
export interface RawContent {
  root: string
  settings: SourceFile | undefined
  theme: SourceFile | undefined
  glossary: SourceFile | undefined
  /** Their texts are read again when they are asked for: most builds ask for few. */
  articles: SourceFile[]
  issues: SourceFile[]
  templates: SourceFile[]
  /** The record of each mailing. */
  mailed: MailedFile[]
  /** Markdown files that could not be read as text. */
  unread: string[]
  /** See `MarkdownFiles`. */
  misnamed: readonly string[]
}

/** The articles and issues of a workspace: their files. */
export interface MarkdownFiles {
  markdown: string[]
  /** Files that are passed over, whose names say that they were meant to be articles or issues. */
  misnamed: string[]
}

/** Files in which articles are written: Markdown, and those of other programs; `~$` is what Word has open. */
const meantToBeRead = /\.(?:md|markdown|mdown|mkdn?|mdwn)$|^(?!~\$).*\.(?:docx?|odt|rtf|pages|txt)$/i

export function listMarkdown(root: string): MarkdownFiles {
  const files = listFiles(root, 'articles', meantToBeRead)
  // A folder that a link takes from outside is listed too, so that reading it reports it.
  const isMisnamed = (file: string): boolean =>
    !file.endsWith('.md') && meantToBeRead.test(path.posix.basename(file))
  return { markdown: files.filter((file) => !isMisnamed(file)), misnamed: files.filter(isMisnamed) }
}

/** A text of a Markdown file that is not saved. */
export type UnsavedText = Pick<SourceFile, 'file' | 'source'>

/**
 * Reads a workspace as if a text had been saved in it: the file is never read, and it need not be there. A file that is
 * no Markdown of `articles/` is passed over.
 */
export function readContentWith({ file, source }: UnsavedText, root: string, report: Report): RawContent {
  const { markdown, misnamed } = listMarkdown(root)
  const others = { markdown: markdown.filter((other) => other !== file), misnamed }
  const raw = readContent(root, report, others)
  if (!/^articles\/.*\.md$/.test(file)) return raw
  const unsaved = unsavedSource(file, source, report)
  if (!unsaved) return { ...raw, unread: [...raw.unread, file] }
  const list = isIssue(file) ? 'issues' : 'articles'
  const inOrder = [...raw[list], unsaved].sort((one, other) => compare(one.file, other.file))
  return { ...raw, [list]: inOrder }
}

/** Reads every text file that a build depends on, but those articles whose hashes are `known`. */
export function readContent(
  root: string,
  report: Report,
  { markdown, misnamed }: MarkdownFiles = listMarkdown(root),
  known?: KnownHashes,
): RawContent {
  const read = (file: string): SourceFile | undefined => readSource(root, file, report)
  const unread: string[] = []
  const readAll = (files: string[], read: (file: string) => SourceFile | undefined): SourceFile[] =>
    files.flatMap((file) => {
      const source = read(file)
      if (!source) unread.push(file)
      return source ? [source] : []
    })
  const readOr = (file: string, none: SourceFile): SourceFile | undefined =>
    isListed(root, file) ? read(file) : none
  return {
    root,
    settings: read(settingsFile),
    theme: readOr(themeFile, noTheme),
    glossary: readOr(glossaryFile, { file: glossaryFile, source: '', hash: 'none' }),
    articles: readAll(
      markdown.filter((file) => !isIssue(file)),
      createSourceNoter(root, report, known),
    ),
    issues: readAll(markdown.filter(isIssue), read),
    templates: readTemplates(root, report),
    mailed: readMailedFiles(root, report),
    unread,
    misnamed,
  }
}

/** Whether a file of `articles/` is an issue. */
export function isIssue(file: string): boolean {
  return file.startsWith('articles/issues/')
}

const templateFolders = ['templates/email', 'templates/archive'] as const

/** Each template is the workspace's own where it has a file of that name, else the tool's. */
function readTemplates(root: string, report: Report): SourceFile[] {
  return templateFolders.flatMap((folder) => {
    const own = new Set(templatesIn(root, folder))
    const all = new Set([...own, ...templatesIn(toolRoot, folder)])
    return [...all]
      .sort()
      .map((file) => readSource(own.has(file) ? root : toolRoot, file, report))
      .filter((file) => file !== undefined)
  })
}

function templatesIn(root: string, folder: string): string[] {
  return listFiles(root, folder, '').filter((file) => /\.(?:mjml|html|css|js|txt|svg|xml)$/.test(file))
}

/** A hash over all text that a build depends on. */
export function fingerprint(raw: RawContent): string {
  const files = [raw.settings, raw.theme, raw.glossary, ...raw.articles, ...raw.issues, ...raw.templates]
  const mailed = raw.mailed.map(({ folder, hash }) => `${folder}\n${hash}`)
  return hashOf(
    toolHash(),
    ...files.map((file) => `${file?.file}\n${file?.hash}`),
    ...mailed,
    ...raw.misnamed,
  )
}
