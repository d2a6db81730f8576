/** Openings of comments, instructions, CDATA and declarations that nothing closes, from which on they are made silent. */
const fewest = 100

const opening = /<(!--|!\[CDATA\[|\?|!(?=[a-z]))/gi
const closings: Record<string, string> = { '!--': '-->', '![cdata[': ']]>', '?': '?>', '!': '>' }
const blankLine = /\n[ \t]*\r?\n/g
/** What begins a block of HTML, an address in pointed brackets, or is only a sign already. */
const notInText = /^[ \t>*+\-\d.)]*$|[(:\\][ \t]?$/

/**
 * Where `<` only seems to open a comment or the like, because its paragraph never closes it. The parser would read the
 * rest of the paragraph for each of them; to readers they are text in either case.
 */
export function silentOpenings(source: string): number[] {
  if (!source.includes('<!') && !source.includes('<?')) return []
  const silent: number[] = []
  const next = nextOf(source)
  for (const { index, 1: name = '' } of source.matchAll(opening)) {
    const line = source.lastIndexOf('\n', index - 1) + 1
    if (notInText.test(source.slice(Math.max(line, index - 200), index))) continue
    const end = Math.min(next(blankLine, index), source.length)
    if (next(closings[name.toLowerCase()]!, index) >= end) silent.push(index)
  }
  return silent.length < fewest ? [] : silent
}

/** Finds the next place of a text from an offset on, which only grows; each stretch is looked through once. */
function nextOf(source: string): (sought: string | RegExp, from: number) => number {
  const known = new Map<string | RegExp, number>()
  return (sought, from) => {
    const last = known.get(sought) ?? -1
    if (last >= from) return last
    const found = typeof sought === 'string' ? source.indexOf(sought, from) : indexOf(source, sought, from)
    const place = found < 0 ? Infinity : found
    known.set(sought, place)
    return place
  }
}

function indexOf(source: string, sought: RegExp, from: number): number {
  sought.lastIndex = from
  return sought.exec(source)?.index ?? -1
}
