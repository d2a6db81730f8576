/** Elements within one another, beyond which the parser might exhaust the stack. */
const maximumDepth = 500

/** Bold type and the like within one another: the parser begins it again in each block until it is closed. */
const maximumFormats = 20
const formats = namesIn('b big code em font i nobr s small strike strong tt u')

const voidElements = namesIn(
  'area base br col embed frame hr img input keygen link meta param source track wbr',
)
/** Elements that end by themselves where the next begins, so that they nest only with others of those counted. */
const endByThemselves = namesIn(
  'html head body p li dt dd option optgroup a tr td th thead tbody tfoot caption colgroup rb rt rtc rp',
)
/** Elements whose content is letters, not tags. */
const rawText = namesIn('script style textarea title xmp iframe noembed noframes')
/** How many levels those take whose children are set in elements that need no tag. */
const levels: Record<string, number> = { table: 5, ul: 2, ol: 2, dl: 2, button: 2, object: 2, marquee: 2 }
const inline = namesIn(
  'abbr b bdi bdo big cite code del dfn em font i ins kbd label mark nobr q ruby s samp small span strike strong sub sup tt u var',
)

function namesIn(text: string): Set<string> {
  return new Set(text.split(' '))
}

/**
 * The page without the tags that nest too deeply to be parsed: those of blocks become ends of paragraphs, so that their
 * words stay apart, and the others go. A page that people made comes back as it is.
 */
export function shallowHtml(html: string): string {
  return new NestingScan(html, maximumFormats).result()
}

/** The page without bold type and the like, for those in which it is set so wrongly that the parser nests it all. */
export function unformattedHtml(html: string): string {
  return new NestingScan(html, 0).result()
}

/** One walk over the tags, which counts those that are open; it is wrong only on the safe side. */
class NestingScan {
  readonly #html: string
  readonly #open = new Map<string, string[]>()
  /** Starts that were left out, whose ends go too. */
  readonly #dropped = new Map<string, number>()
  readonly #parts: string[] = []
  readonly #maximumFormats: number
  #copied = 0
  #depth = 0
  #formats = 0
  #sawBlock = false

  constructor(html: string, maximumFormats: number) {
    this.#html = html
    this.#maximumFormats = maximumFormats
    for (let at = this.#html.indexOf('<'); at >= 0; at = this.#html.indexOf('<', at)) at = this.#step(at)
  }

  result(): string {
    if (this.#copied === 0) return this.#html
    return this.#parts.join('') + this.#html.slice(this.#copied)
  }

  /** Passes over what begins with `<`, and says where it ends. */
  #step(at: number): number {
    const html = this.#html
    if (html.startsWith('<!--', at)) return after(html, '-->', at + 2)
    tagStart.lastIndex = at
    const tag = tagStart.exec(html)
    if (!tag) return at + 1
    const end = endOfTag(html, at + tag[0].length)
    const name = tag[2]!.toLowerCase()
    if (tag[1]) this.#close(name, at, end)
    else this.#start(name, at, end)
    return !tag[1] && rawText.has(name) ? afterRawText(html, name, end) : end
  }

  #start(name: string, at: number, end: number): void {
    const tag = this.#html.slice(at, end)
    if (name.includes(':') && tag.endsWith('/>')) return this.#replace(at, end, '')
    if (voidElements.has(name) || rawText.has(name)) return
    if (endByThemselves.has(name)) return this.#startRow(name, at, end)
    this.#sawBlock ||= !inline.has(name)
    if (this.#isTooDeep(name)) this.#settle()
    if (this.#isTooDeep(name)) {
      this.#dropped.set(name, (this.#dropped.get(name) ?? 0) + 1)
      return this.#replace(at, end, inline.has(name) ? '' : '<p>')
    }
    const open = this.#open.get(name)
    if (open) open.push(tag)
    else this.#open.set(name, [tag])
    this.#depth += levels[name] ?? 1
    if (formats.has(name)) this.#formats++
  }

  #isTooDeep(name: string): boolean {
    if (this.#depth >= maximumDepth) return true
    return this.#maximumFormats === 0
      ? inline.has(name)
      : formats.has(name) && this.#formats >= this.#maximumFormats
  }

  /** Cells of a table that is left out must stay apart. */
  #startRow(name: string, at: number, end: number): void {
    this.#sawBlock ||= name !== 'a'
    if (name !== 'a' && (this.#dropped.get('table') ?? 0) > 0) this.#replace(at, end, '<p>')
  }

  #close(name: string, at: number, end: number): void {
    const dropped = this.#dropped.get(name) ?? 0
    if (dropped > 0) {
      this.#dropped.set(name, dropped - 1)
      return this.#replace(at, end, inline.has(name) ? '' : '<p>')
    }
    if (this.#open.get(name)?.pop() === undefined) return
    this.#depth -= levels[name] ?? 1
    if (formats.has(name)) this.#formats--
  }

  /** Of the same tag that is never closed, the parser keeps no more than three open where a new block begins. */
  #settle(): void {
    if (!this.#sawBlock) return
    this.#sawBlock = false
    for (const [name, open] of this.#open) {
      if (!formats.has(name)) continue
      const kept = open.filter(
        (tag, index) => index < 3 || open.slice(index - 3, index).some((other) => other !== tag),
      )
      this.#depth -= open.length - kept.length
      this.#formats -= open.length - kept.length
      this.#open.set(name, kept)
    }
  }

  #replace(at: number, end: number, by: string): void {
    this.#parts.push(this.#html.slice(this.#copied, at), by)
    this.#copied = end
  }
}

const tagStart = /<(\/?)([a-z][^\s/>]{0,60})/iy
const nextInTag = /["'>]/g

/** Where a tag ends; `>` in a quoted value does not end it. */
function endOfTag(html: string, from: number): number {
  let at = from
  while (true) {
    nextInTag.lastIndex = at
    const next = nextInTag.exec(html)
    if (!next) return html.length
    if (next[0] === '>') return next.index + 1
    const isValue = /=\s*$/.test(html.slice(Math.max(from, next.index - 20), next.index))
    at = isValue ? after(html, next[0], next.index + 1) : next.index + 1
  }
}

function after(html: string, sign: string, from: number): number {
  const at = html.indexOf(sign, from)
  return at === -1 ? html.length : at + sign.length
}

function afterRawText(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  end.lastIndex = from
  return end.exec(html)?.index ?? html.length
}
