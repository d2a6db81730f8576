import { stringify } from 'yaml'
import type { HarvestedDefinition } from './harvest.ts'
import type { ImportedTerm } from './imported-term.ts'

/** What `--json` prints of a definition. */
export type HarvestRow = Omit<HarvestedDefinition, 'known' | 'offset'>

/** The definitions as the command line prints them. */
export function harvestRows(found: HarvestedDefinition[]): HarvestRow[] {
  return found.map(({ known: _known, offset: _offset, ...row }) => row)
}

/**
 * Proposed entries for the glossary, each under a comment with its place and how sure it is. What the glossary has is
 * left out; what it has otherwise, and the less sure of two expansions for the same letters, is a comment only.
 */
export function proposeYaml(found: HarvestedDefinition[]): string {
  const fresh = found.filter((one) => !one.known)
  return fresh.map((one) => proposal(one, rival(one, fresh))).join('\n')
}

/**
 * What is new to the glossary, as terms for `mergeTerms`; the surest for their letters come first, so that the merge
 * takes them and reports the others as conflicts.
 */
export function harvestedTerms(found: HarvestedDefinition[]): ImportedTerm[] {
  const fresh = found.filter((one) => !one.known)
  const surest = fresh.filter((one) => !rival(one, fresh))
  const others = fresh.filter((one) => rival(one, fresh))
  return [...surest, ...others].map(({ term, expansion, file, line, column, offset }) => {
    const start = { line, column, offset }
    const end = { line, column: column + term.length, offset: offset + term.length }
    return { term, expansion, also: [], replacedBy: [], replaces: [], tags: [], place: { file, start, end } }
  })
}

function rival(one: HarvestedDefinition, all: HarvestedDefinition[]): HarvestedDefinition | undefined {
  const others = all.filter((other) => other !== one && other.term === one.term)
  return others.find(
    (other) =>
      other.confidence > one.confidence ||
      (other.confidence === one.confidence && all.indexOf(other) < all.indexOf(one)),
  )
}

function proposal(one: HarvestedDefinition, other: HarvestedDefinition | undefined): string {
  const lines = [`# ${one.file}:${one.line}:${one.column}, ${Math.round(one.confidence * 100)} % sure`]
  const { conflict } = one
  if (conflict) {
    lines.push(
      `# in conflict with "${conflict.expansion}" (${conflict.file}:${conflict.line}:${conflict.column})`,
    )
  } else if (other) {
    lines.push(`# also found as "${other.expansion}" (${other.file}:${other.line}:${other.column})`)
  }
  const entry = stringify([{ term: one.term, expansion: one.expansion }], { lineWidth: 0 })
  const isComment = conflict !== undefined || other !== undefined
  const written = isComment ? entry.replace(/^(?=.)/gmu, '# ') : entry
  return `${lines.map(oneLine).join('\n')}\n${written}`
}

function oneLine(comment: string): string {
  return comment.replace(/[\r\n]+/gu, ' ')
}
