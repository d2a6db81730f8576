import type { Mark } from '../editions/archive/index.ts'
import { expansionFor, isMarked } from '../glossary/matcher/index.ts'
import type { LinkPolicy } from '../model/edition.ts'
import type { Mention } from '../model/mention.ts'
import type { Term } from '../model/term.ts'
import type { Messages } from '../templates/index.ts'

/**
 * Says how a page two folders deep in the archive marks a mention: as a link to the term's entry that carries the
 * expansion, or not at all. One serves all articles of a build, and remembers what it made.
 */
export function createArchiveMarks(
  terms: ReadonlyMap<string, Term>,
  policy: LinkPolicy,
  words: Messages,
): (mention: Mention) => Mark | undefined {
  const made = new Map<string, Mark>()
  return (mention) => {
    if (!isMarked(mention, policy)) return undefined
    const key = `${mention.termId} ${mention.text}`
    const known = made.get(key)
    if (known) return known
    const term = terms.get(mention.termId)
    if (!term) return undefined
    const mark = {
      href: `../../glossary/#${encodeURIComponent(term.id)}`,
      expansion: expansionFor(term, mention.text) + successors(term, words),
    }
    made.set(key, mark)
    return mark
  }
}

/** `, replaced by ICB`: a reader of an old article learns what to look for today. */
function successors({ replacedBy }: Term, { termReplacedBy }: Messages): string {
  return replacedBy.length === 0 ? '' : `, ${termReplacedBy} ${replacedBy.join(', ')}`
}
