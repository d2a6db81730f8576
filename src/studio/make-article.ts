import { existsSync } from 'node:fs'
import path from 'node:path'
import { toDiagnostic, type Finding } from '../diagnostics/index.ts'
import { articleFiles, slugFor, takeIn, type Brought } from '../intake/index.ts'
import type { AuthoredList } from './authored-list.ts'
import { freeName } from './free-name.ts'
import { headline } from './one-line.ts'
import type { MadeArticleAnswer } from './wire.ts'
import { writeDraft, writeMade } from './write-made.ts'

/** Makes a draft with nothing but a title and a day, `2023-03-02`. */
export function makeArticle(
  root: string,
  list: AuthoredList,
  given: string,
  today: string,
): MadeArticleAnswer {
  const title = headline('title', 'article', given)
  const isTaken = takenSlugs(root, list)
  const file = `articles/${freeName(slugFor(title) || 'article', isTaken)}.md`
  return writeDraft(root, file, { title, date: today })
}

/** Makes a draft of a document that was written elsewhere, under a name that is free. */
export async function bringArticle(
  root: string,
  list: AuthoredList,
  brought: Brought,
): Promise<MadeArticleAnswer> {
  const findings: Finding[] = []
  const taken = await takeIn(brought, (finding) => findings.push(finding))
  if (!taken) return { diagnostics: findings.map(toDiagnostic) }
  const untitled = path.parse(brought.name).name
  const slug = freeName(slugFor(taken.title ?? untitled) || 'article', takenSlugs(root, list))
  // A picture of that name may be another article's.
  const isTaken = (file: string): boolean => existsSync(path.join(root, file))
  const { article, pictures } = articleFiles(taken, { slug, untitled, isTaken })
  return writeMade(root, article.file, [...pictures, article], findings)
}

/** Whether an article has the slug, had it once, or has a file of that name. */
function takenSlugs(root: string, list: AuthoredList): (slug: string) => boolean {
  const articles = list.all().filter(({ kind }) => kind === 'article')
  const taken = new Set(articles.flatMap(({ slug, aliases }) => [slug, ...aliases]))
  return (slug) => taken.has(slug) || existsSync(path.join(root, `articles/${slug}.md`))
}
