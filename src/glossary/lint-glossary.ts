import type { Report, RuleId } from '../diagnostics/index.ts'
import type { Term } from '../model/term.ts'
import { createGlossaryIndex, type GlossaryIndex } from './glossary-index.ts'
import { isUsable, plainLetters } from './term-forms.ts'

/**
 * Checks the glossary itself, at each term's place. `usedTermIds` are the terms that articles and issues use; without it
 * none is called unused. Reports `glossary/invalid-term`, `duplicate-id`, `duplicate-term`, `duplicate-spelling`,
 * `unknown-replacement`, `replaced-in-circle` and `unused-term`.
 */
export function lintGlossary(
  terms: readonly Term[],
  usedTermIds: ReadonlySet<string> | undefined,
  report: Report,
): void {
  const index = createGlossaryIndex(terms)
  reportInvalid(terms, report)
  reportDuplicates(terms, report)
  reportReplacements(terms, index, report)
  if (!usedTermIds) return
  for (const term of terms) {
    if (!usedTermIds.has(term.id) && isUsable(term.term)) {
      reportAt(
        term,
        'glossary/unused-term',
        `Unexpected ${term.term}, expected a term that an article or an issue uses`,
        report,
      )
    }
  }
}

function reportAt(term: Term, rule: RuleId, message: string, report: Report, other?: Term): void {
  const { file, start, end } = term.place
  report({
    rule,
    message,
    file,
    place: { start, end },
    ...(other && {
      related: {
        file: other.place.file,
        place: other.place,
        message: `The other one: "${other.expansion}".`,
      },
    }),
  })
}

function reportInvalid(terms: readonly Term[], report: Report): void {
  for (const term of terms) {
    for (const letters of [term.term, ...term.also, ...(term.plural === undefined ? [] : [term.plural])]) {
      if (isUsable(letters)) continue
      const what = letters.trim() === '' ? 'empty letters' : `the one letter "${letters.trim()}"`
      reportAt(term, 'glossary/invalid-term', `Unexpected ${what}, expected two letters or more`, report)
    }
  }
}

function reportDuplicates(terms: readonly Term[], report: Report): void {
  const byId = new Map<string, Term>()
  const byLetters = new Map<string, Term[]>()
  for (const term of terms) {
    const letters = plainLetters(term.term.trim())
    const same = byLetters.get(letters) ?? []
    byLetters.set(letters, [...same, term])
    const other = same.find(({ sense }) => sense === undefined || term.sense === undefined)
    if (other) {
      const message = `Unexpected second meaning of ${term.term} with no sense, expected a \`sense\` for each`
      reportAt(term, 'glossary/duplicate-term', message, report, other)
    } else reportId(term, byId.get(term.id), report)
    if (!byId.has(term.id)) byId.set(term.id, term)
  }
  for (const term of terms) reportSpellings(term, byLetters, report)
}

function reportId(term: Term, other: Term | undefined, report: Report): void {
  if (!other) return
  const message = `Unexpected id "${term.id}" of ${term.term}, expected another than that of ${other.term}`
  reportAt(term, 'glossary/duplicate-id', message, report, other)
}

/** A spelling that is another term, or another term's spelling too, unless senses tell them apart. */
function reportSpellings(term: Term, byLetters: Map<string, Term[]>, report: Report): void {
  for (const spelling of new Set(term.also.map((also) => plainLetters(also.trim())))) {
    const others = byLetters.get(spelling) ?? []
    const other = others.find((one) => one !== term && (one.sense === undefined || term.sense === undefined))
    if (other) {
      const message = `Unexpected spelling "${spelling}" of ${term.term}, expected one that is not another term's`
      reportAt(term, 'glossary/duplicate-spelling', message, report, other)
    }
    if (!others.includes(term)) byLetters.set(spelling, [...others, term])
  }
}

function reportReplacements(terms: readonly Term[], index: GlossaryIndex, report: Report): void {
  const replacements = new Map<Term, Term[]>()
  for (const term of terms) {
    const found: Term[] = []
    for (const name of term.replacedBy) {
      const named = index.find(name)
      found.push(...named)
      if (named.length > 0) continue
      const message = `Unexpected replacement "${name}" of ${term.term}, expected a term of the glossary`
      reportAt(term, 'glossary/unknown-replacement', message, report)
    }
    if (found.length > 0) replacements.set(term, found)
  }
  reportCircles(replacements, report)
}

/** Reports each circle once, at the term of it that stands first in the glossary. */
function reportCircles(replacements: Map<Term, Term[]>, report: Report): void {
  const reported = new Set<Term>()
  for (const term of replacements.keys()) {
    if (reported.has(term)) continue
    const circle = circleFrom(term, replacements)
    if (!circle || circle.some((one) => reported.has(one))) continue
    for (const one of circle) reported.add(one)
    const path = [...circle, term].map((one) => one.term).join(' → ')
    const message = `Unexpected circle of replacements ${path}, expected a last term`
    reportAt(term, 'glossary/replaced-in-circle', message, report, circle[1])
  }
}

/** The way from a term back to itself, if there is one; goes to each term once. */
function circleFrom(term: Term, replacements: Map<Term, Term[]>): Term[] | undefined {
  const cameFrom = new Map<Term, Term>()
  const rest = [term]
  for (let next = rest.shift(); next; next = rest.shift()) {
    for (const after of replacements.get(next) ?? []) {
      if (after === term) return wayTo(next, term, cameFrom)
      if (cameFrom.has(after)) continue
      cameFrom.set(after, next)
      rest.push(after)
    }
  }
  return undefined
}

function wayTo(last: Term, first: Term, cameFrom: Map<Term, Term>): Term[] {
  const way: Term[] = []
  for (let at: Term | undefined = last; at && at !== first; at = cameFrom.get(at)) way.unshift(at)
  return [first, ...way]
}
