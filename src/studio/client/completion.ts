import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { Names } from '../wire.ts'
import { relativeAddress } from './relative-address.ts'

/** What a box may be, and what else begins with colons: see docs/authors.md. */
const blocks: readonly Completion[] = [
  { label: 'note', detail: 'a box' },
  { label: 'tip', detail: 'a box' },
  { label: 'important', detail: 'a box' },
  { label: 'warning', detail: 'a box' },
  { label: 'chart', detail: 'numbers of a table', apply: 'chart[Caption]{type=bar}' },
  { label: 'audience', detail: 'for some members', apply: "audience{when='region = Wales'}" },
  { label: 'otherwise', detail: 'for the others' },
]

/** Completes what is being typed: addresses in brackets, and the names of boxes. */
export function completeFrom(
  file: string,
  names: () => Names | undefined,
): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const box = context.matchBefore(/^[ \t]*:{3,}[a-z]*/)
    if (box)
      return { from: box.from + box.text.search(/[a-z]*$/), options: [...blocks], validFor: /^[a-z]*$/ }
    const address = context.matchBefore(/\]\([^()\s]*/)
    const known = names()
    if (!address || !known) return null
    const isPicture = isPictureAt(context, address.from) || address.text.startsWith('](images')
    const options = isPicture ? pictures(file, known) : articles(file, known)
    return { from: address.from + 2, options, validFor: /^[^()\s]*$/ }
  }
}

function isPictureAt({ state }: CompletionContext, bracket: number): boolean {
  const line = state.doc.lineAt(bracket)
  return /!\[[^\]]*$/.test(line.text.slice(0, bracket - line.from))
}

function articles(file: string, { articles }: Names): Completion[] {
  return articles
    .filter((article) => article.file !== file)
    .map((article) => {
      const address = relativeAddress(file, article.file)
      // Found by a word of its title too.
      const label = `${address} ${article.title}`
      return { label, displayLabel: address, detail: article.title, apply: address }
    })
}

function pictures(file: string, { pictures }: Names): Completion[] {
  return pictures.map((picture) => ({ label: relativeAddress(file, picture) }))
}
