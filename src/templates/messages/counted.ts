/** A number with its word, by plural form: English has two forms, Welsh six. `{n}` stands for the number. */
export type CountedWord = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/** The form for a number in the language the words are in: `counted('cy', 2, …)` → `2 funud`. */
export function counted(language: string, count: number, word: CountedWord): string {
  const { rules, numbers } = rulesOf(language)
  const form = word[rules.select(count)] ?? word.other
  return form.replaceAll('{n}', numbers.format(count))
}

interface NumberRules {
  rules: Intl.PluralRules
  numbers: Intl.NumberFormat
}

const known = new Map<string, NumberRules>()

/** Making them takes longer than a page, so they are kept. */
function rulesOf(language: string): NumberRules {
  const found = known.get(language)
  if (found) return found
  const made = { rules: new Intl.PluralRules(language), numbers: new Intl.NumberFormat(language) }
  known.set(language, made)
  return made
}
