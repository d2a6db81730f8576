import type { LinkPolicy } from '../model/edition.ts'
import type { Mention } from '../model/mention.ts'

/**
 * Whether an edition with this policy marks the mention. Only prose is marked; letters with two meanings in one
 * article, and `:term[…]`, are marked under every policy.
 */
export function isMarked(mention: Mention, policy: LinkPolicy): boolean {
  if (mention.where !== 'prose') return false
  if (mention.always) return true
  switch (policy) {
    case 'first':
      return mention.firstInArticle
    case 'section':
      return mention.firstInSection
    case 'all':
      return true
    case 'none':
      return false
  }
}

/**
 * Whether the expansion is written beside the mention where nothing can hover: it is marked, it is the first (of its
 * section where the policy goes by sections) or one of two meanings, and the author has not defined it here.
 */
export function isExpanded(mention: Mention, policy: LinkPolicy): boolean {
  if (!isMarked(mention, policy) || mention.definedHere) return false
  if (mention.always || mention.firstInArticle) return true
  return policy === 'section' && mention.firstInSection
}
