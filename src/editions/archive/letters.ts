/** What stands under one letter of an alphabetical list. */
export interface LetterGroup<T> {
  /** The fragment of its address. */
  id: string
  name: string
  members: T[]
}

/** The sign under which stands what begins with no letter. */
const noLetter = '#'

/** Groups what is in alphabetical order already by the first letter, without its accents. */
export function groupByLetter<T>(
  sorted: readonly T[],
  nameOf: (member: T) => string,
  language: string,
): LetterGroup<T>[] {
  const groups = Map.groupBy(sorted, (member) => firstLetter(nameOf(member), language))
  return [...groups].map(([name, members]) => ({ id: letterId(name), name, members }))
}

/** A name as it is put in order: quotation marks and brackets before its first word do not count. */
export function nameInOrder(name: string): string {
  return name.replace(/^[\p{P}\s]+(?=[\p{L}\p{N}])/u, '')
}

function firstLetter(name: string, language: string): string {
  const [first = ''] = nameInOrder(name).normalize('NFD')
  return /\p{L}/u.test(first) ? first.toLocaleUpperCase(language) : noLetter
}

/** With a capital, which no term's address has. */
function letterId(letter: string): string {
  return `letter${letter === noLetter ? 'Other' : letter}`
}
