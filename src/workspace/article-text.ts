import path from 'node:path'
import type { ArticleMeta, MetaPlaces } from '../model/article.ts'
import type { SourceFile } from './read-source.ts'

/** An article's file with its front matter read. */
export interface ArticleSource extends SourceFile {
  meta: ArticleMeta
  metaPlaces: MetaPlaces
}

/** The slug of an article that gives none: `articles/2023/SEND Summary.md` → `send-summary`. */
export function slugOfFile(file: string): string {
  return path.posix
    .basename(file, '.md')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}

/** The slug that an article whose front matter cannot be read most likely has. */
export function likelySlug({ file, source }: SourceFile): string {
  return (
    /^slug:[ \t]*['"]?([\p{L}\p{N}-]+)/mu.exec(source.slice(0, 8000).normalize('NFC'))?.[1] ??
    slugOfFile(file)
  )
}

/**
 * Whether a file that could not be read is marked as a draft, so that a slip in work in progress stops nobody.
 * Looks at the text alone, because its YAML may be what is broken.
 */
export function looksLikeDraft(source: string): boolean {
  const [, , rest = ''] = /^(\uFEFF?---[^\n]*\n)([\s\S]{0,8000})/.exec(source) ?? []
  const front = rest.split(/^---[ \t\r]*$/m, 1)[0] ?? ''
  return /^draft:[ \t]*true[ \t\r]*$/m.test(front)
}
