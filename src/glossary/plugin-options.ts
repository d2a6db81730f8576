import { closest } from '../diagnostics/index.ts'
import { linkPolicies, type LinkPolicy } from '../model/edition.ts'
import type { Term } from '../model/term.ts'
import { toTerms, type TermInput } from './term-input.ts'
import { isRecord, unexpectedValue } from './unexpected-value.ts'

/** How `remarkGlossary` links. */
export interface RemarkGlossaryOptions {
  /** The glossary. Default: no terms. */
  terms?: readonly TermInput[]
  /** Which mentions become links: the first of the document, the first of each section, all, none. Default: `first`. */
  policy?: LinkPolicy
  /** The deepest heading that begins a section. Default: 2. */
  sectionDepth?: number
  /** Letters that are no undefined abbreviation. Default: none. */
  ignore?: Iterable<string>
  /** Which sense letters with several meanings have in this document. Default: none. */
  senses?: Readonly<Record<string, string>>
  /** The address of a term's entry. Default: `#` and the term's id. */
  href?: (term: Term) => string
  /** Whether the expansion is written after the first mention: "ICB (integrated care board)". Default: no. */
  expand?: boolean
}

/** The options, whole: what `remarkGlossary` works with. */
export interface PluginSettings extends Required<Omit<RemarkGlossaryOptions, 'terms' | 'ignore'>> {
  terms: readonly Term[]
  ignore: ReadonlySet<string>
}

const defaults = {
  terms: [],
  policy: 'first',
  sectionDepth: 2,
  ignore: [],
  senses: {},
  href: ({ id }: Term) => `#${id}`,
  expand: false,
} satisfies Required<RemarkGlossaryOptions>

/** The options with what they leave out. Throws a `TypeError` that names what is wrong, since types are not looked at in every pipeline. */
export function readPluginOptions(options: RemarkGlossaryOptions): PluginSettings {
  if (!isRecord(options)) throw unexpectedValue(options, 'options', 'an object')
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  for (const key of Object.keys(given)) if (!Object.hasOwn(defaults, key)) throw unknownOption(key)
  const settings: Required<RemarkGlossaryOptions> = { ...defaults, ...given }
  const { policy, sectionDepth, href, expand } = settings
  if (!linkPolicies.includes(policy)) throw unexpectedValue(policy, 'policy', 'first, section, all or none')
  if (typeof sectionDepth !== 'number' || !(sectionDepth >= 0))
    throw unexpectedValue(sectionDepth, 'sectionDepth', 'a number: the deepest heading that begins a section')
  if (typeof href !== 'function') throw unexpectedValue(href, 'href', 'a function that gives an address')
  if (typeof expand !== 'boolean') throw unexpectedValue(expand, 'expand', 'true or false')
  checkSenses(settings.senses)
  return { ...settings, terms: toTerms(settings.terms), ignore: lettersOf(settings.ignore) }
}

function unknownOption(key: string): TypeError {
  const known = Object.keys(defaults)
  const near = closest(key, known)
  const expected = near === undefined ? known.join(', ') : `\`${near}\``
  return new TypeError(`Unexpected option \`${key}\`, expected ${expected}`)
}

function checkSenses(senses: unknown): void {
  if (!isRecord(senses)) throw unexpectedValue(senses, 'senses', 'an object: letters and the sense of each')
  for (const [letters, sense] of Object.entries(senses)) {
    if (typeof sense !== 'string') throw unexpectedValue(sense, `senses.${letters}`, 'the name of a sense')
  }
}

/** Gone through once: of what can be read only once, the second document would get nothing. */
function lettersOf(ignore: unknown): ReadonlySet<string> {
  if (typeof ignore === 'string' || !isIterable(ignore))
    throw unexpectedValue(ignore, 'ignore', 'a list of letters')
  const letters = [...ignore]
  for (const [at, one] of letters.entries()) {
    if (typeof one !== 'string') throw unexpectedValue(one, `ignore[${at}]`, 'letters')
  }
  return new Set(letters as string[])
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}
