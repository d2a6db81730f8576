import { listFiles, readSource, settingsFile } from '../workspace/files/index.ts'
import { loadArticle, loadIssue, loadSettings } from '../workspace/index.ts'
import { likelySlug, looksLikeDraft } from '../workspace/texts/index.ts'
import { kindOfFile, type AuthoredFile } from './authored-file.ts'
import type { Names } from './wire.ts'

/** An article or issue of the workspace, also one whose front matter cannot be read. */
export interface Authored {
  file: string
  kind: AuthoredFile['kind']
  /** An issue's id. */
  slug: string
  aliases: readonly string[]
  title: string
  series?: string | undefined
  /** Of an issue that is counted. */
  number?: number | undefined
  isDraft: boolean
}

/** What authors write on, in the order of the files. */
export interface AuthoredList {
  all: () => Authored[]
  names: () => Names
}

const pictures = /\.(?:png|jpe?g|webp|gif|svg|avif|tiff?)$/i

/** Reads each file, and understands it only where it is another than before. */
export function createAuthoredList(root: string): AuthoredList {
  const known = new Map<string, { hash: string; entry: Authored }>()
  const entryOf = (file: string): Authored[] => {
    const source = readSource(root, file, () => undefined)
    if (!source) return [unread(file, '')]
    const before = known.get(file)
    if (before?.hash === source.hash) return [before.entry]
    const entry = understand(source)
    known.set(file, { hash: source.hash, entry })
    return [entry]
  }
  const all = (): Authored[] => listFiles(root, 'articles', '.md').flatMap(entryOf)
  return {
    all,
    names: () => {
      const authored = all()
      return {
        articles: authored
          .filter(({ kind }) => kind === 'article')
          .map(({ file, title, slug }) => ({ file, title, slug })),
        pictures: listFiles(root, 'articles', pictures),
        series: seriesOf(root, authored),
      }
    },
  }
}

function seriesOf(root: string, all: readonly Authored[]): Names['series'] {
  const source = readSource(root, settingsFile, () => undefined)
  const declared = (source && loadSettings(source, () => undefined))?.series ?? []
  const known = new Map(declared.map(({ id, title }) => [id, title]))
  for (const { series } of all) if (series !== undefined && !known.has(series)) known.set(series, series)
  return Array.from(known, ([id, title]) => ({ id, title }))
}

function understand(source: NonNullable<ReturnType<typeof readSource>>): Authored {
  const { file } = source
  if (kindOfFile(file) === 'issue') {
    const issue = loadIssue(source, () => undefined)
    if (!issue) return unread(file, source.source)
    const { id, subject, number, draft } = issue
    return { file, kind: 'issue', slug: id, aliases: [], title: subject, number, isDraft: draft }
  }
  const meta = loadArticle(source, () => undefined)?.meta
  if (!meta) return unread(file, source.source)
  const { slug, aliases, title, series, draft } = meta
  return { file, kind: 'article', slug, aliases, title, series, isDraft: draft }
}

/** Its slug is what it most likely is, so that no other article takes it. */
function unread(file: string, source: string): Authored {
  const slug = likelySlug({ file, source, hash: '' })
  return { file, kind: kindOfFile(file), slug, aliases: [], title: file, isDraft: looksLikeDraft(source) }
}
