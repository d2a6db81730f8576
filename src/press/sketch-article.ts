import type { ArticleSource } from '../workspace/texts/index.ts'
import type { ArticleRecord } from './article-records.ts'
import { listedArticle } from './archive/listed.ts'
import { shortHexOf } from './hash.ts'
import { hashOfUses } from './term-uses.ts'

const noUses = { terms: new Uint32Array(), counts: new Uint32Array(), sentences: new Float64Array() }

/**
 * The record of an article that is not made, from its front matter alone: enough for links to it and for lists, while
 * nobody has to wait for it.
 */
export function sketchArticle({ file, hash, meta }: ArticleSource): ArticleRecord {
  const facts = { file, meta, wordCount: 0, images: [], links: [], conditions: [] }
  return {
    file,
    key: `sketch ${hash}`,
    facts,
    uses: noUses,
    usesHash: hashOfUses(noUses),
    listedHash: shortHexOf(JSON.stringify(listedArticle({ facts }))),
    images: [],
    search: undefined,
    dependencies: { links: {}, images: {} },
    readBy: 'absent',
    diagnostics: [],
  }
}
