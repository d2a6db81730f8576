import type { Drafts, PreviewedArticle } from '../press/preview/index.ts'

/** What `out/` does not have: made when it is asked for, and again after another build. */
export interface Previews {
  drafts: () => Promise<Drafts>
  /** The page of an article by its slug; nothing where there is no such article. */
  article: (slug: string) => Promise<PreviewedArticle | undefined>
  /** A picture of these pages by its file, from `out/`. */
  picture: (file: string) => Promise<Uint8Array | undefined>
  /** Takes what makes the pictures of other pages, by their files. */
  add: (pictures: PictureMakers) => void
}

type PictureMakers = PreviewedArticle['pictures']

interface Made {
  build: string
  drafts?: Promise<Drafts>
  articles: Map<string, Promise<PreviewedArticle | undefined>>
}

/** `buildId` names the last build. */
export function createPreviews(root: string, buildId: () => string): Previews {
  let made: Made = { build: buildId(), articles: new Map() }
  const current = (): Made => {
    if (made.build !== buildId()) made = { build: buildId(), articles: new Map() }
    return made
  }
  const pictures = new Map<string, () => Promise<Uint8Array | undefined>>()
  const add = (others: PictureMakers): void => {
    for (const [file, make] of others) pictures.set(file, make)
  }
  const preview = async (slug: string): Promise<PreviewedArticle | undefined> => {
    const { previewArticle } = await import('../press/preview/index.ts')
    const article = await previewArticle(root, slug)
    if (article) add(article.pictures)
    return article
  }
  return {
    drafts: () => (current().drafts ??= listDrafts(root)),
    article: (slug) => {
      const { articles } = current()
      const article = articles.get(slug) ?? preview(slug)
      articles.set(slug, article)
      return article
    },
    picture: async (file) => pictures.get(file)?.(),
    add,
  }
}

async function listDrafts(root: string): Promise<Drafts> {
  const preview = await import('../press/preview/index.ts')
  return preview.listDrafts(root)
}
