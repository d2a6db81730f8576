/** Tells which mention of a term is the first that a reader meets. */
export interface FirstMentions {
  section: () => void
  /**
   * A passage that only some members read begins and ends. What is first in it is first again after it, so that a
   * member without the passage meets a first mention too.
   */
  enterPassage: () => void
  leavePassage: () => void
  /** Notes a mention of `key` and says where it is the first. */
  note: (key: string) => First
}

/** Whether a mention is the first of its article, of its section, or of neither. */
export type First = 'article' | 'section' | 'none'

interface Outside {
  seen: Map<string, number>
  section: number
}

const NO_SECTION = 0

/** Nothing met yet. */
export function createFirstMentions(): FirstMentions {
  /** The section that each term was met in last. */
  let seen = new Map<string, number>()
  let section = 1
  let lastSection = section
  const outside: Outside[] = []
  return {
    section: () => {
      section = ++lastSection
    },
    enterPassage: () => {
      outside.push({ seen, section })
      seen = new Map(seen)
    },
    leavePassage: () => {
      const before = outside.pop()
      if (before) seen = seenByAll(before, { seen, section })
    },
    note: (key) => {
      const last = seen.get(key)
      if (last === section) return 'none'
      seen.set(key, section)
      return last === undefined ? 'article' : 'section'
    },
  }
}

/**
 * What readers with and without a passage have met after it. A passage can begin a section, so a term counts as met
 * in the section that goes on after it only if both have met it there.
 */
function seenByAll(before: Outside, after: Outside): Map<string, number> {
  const seen = new Map<string, number>()
  for (const [key, last] of before.seen) {
    const isMetHere = last === before.section && after.seen.get(key) === after.section
    seen.set(key, isMetHere ? after.section : NO_SECTION)
  }
  return seen
}
