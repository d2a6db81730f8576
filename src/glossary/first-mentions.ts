/** Tells which mention of a term is the first that a reader meets. */
export interface FirstMentions {
  section: () => void
  /**
   * A passage that only some members read begins and ends. What is first in it is first again after it, so that a
   * member without the passage meets a first mention too.
   */
  enterPassage: () => void
  leavePassage: () => void
  /** Notes a mention of `key` and says whether it is the first of its article and of its section. */
  note: (key: string) => { firstInArticle: boolean; firstInSection: boolean }
}

interface Seen {
  article: Set<string>
  section: Set<string>
}

/** Nothing met yet. */
export function createFirstMentions(): FirstMentions {
  let seen: Seen = { article: new Set(), section: new Set() }
  const outside: Seen[] = []
  return {
    section: () => {
      seen.section = new Set()
    },
    enterPassage: () => {
      outside.push(seen)
      seen = { article: new Set(seen.article), section: new Set(seen.section) }
    },
    leavePassage: () => {
      const before = outside.pop()
      // A passage can begin a section, so what was met before it may not have been met in this one.
      if (before) seen = { article: before.article, section: inBoth(before.section, seen.section) }
    },
    note: (key) => {
      const firstInArticle = !seen.article.has(key)
      const firstInSection = !seen.section.has(key)
      if (firstInArticle) seen.article.add(key)
      if (firstInSection) seen.section.add(key)
      return { firstInArticle, firstInSection }
    },
  }
}

function inBoth(one: Set<string>, other: Set<string>): Set<string> {
  return new Set([...one].filter((key) => other.has(key)))
}
