import type { Document, Node, Pair, Scalar, YAMLParseError } from 'yaml'

/** Text that YAML leaves out: of the value of which key, where in the YAML, and as it is written. */
export interface LostText {
  key: string
  range: [start: number, end: number]
  written: string
}

/**
 * What YAML takes out of texts that are not in quotation marks: what stands behind ` #`, as in `title: Room #4`, and a
 * word that begins with `&` or `!`. What is written beside a day, a number, `true` or `false` is a comment, and so is
 * `# ` behind a value like `ballot-results`, behind nothing, and behind keys whose values are no running text. Where not
 * all values are texts, only a colour is sure to be meant: `text: #0b5563`.
 */
export function lostTexts({ contents }: Document, text: string, isOfTexts = false): LostText[] {
  const lost: LostText[] = []
  const visit = (node: Node | null, key: string): void => {
    if (node && 'items' in node) {
      for (const item of node.items as (Node | Pair<Scalar, Node | null>)[]) {
        if ('key' in item) visit(item.value, String(item.key?.value))
        else visit(item, key)
      }
    } else if (isPlain(node)) {
      const range = lostRange(node, text)
      if (!range) return
      const written = text.slice(...range)
      const isLost = isOfTexts
        ? !isComment(written, node.value, key)
        : node.value === null && isColour(written)
      if (isLost) lost.push({ key, range, written })
    }
  }
  visit(contents, '')
  return lost
}

function isPlain(node: Node | null): node is Scalar {
  return node !== null && 'type' in node && node.type === 'PLAIN'
}

const noRunningText = new Set(['image', 'canonicalUrl', 'audience', 'series', 'slug', 'template', 'as'])

function isComment(written: string, value: unknown, key: string): boolean {
  const isLikeOne = written.startsWith('# ')
  if (typeof value !== 'string') return value !== null || isLikeOne
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return true
  return isLikeOne && (noRunningText.has(key) || /^[a-z\d-]+$/.test(value))
}

function isColour(written: string): boolean {
  return /^#[\da-f]{3,8}$/i.test(written)
}

function lostRange({ range, anchor, tag }: Scalar, text: string): [number, number] | undefined {
  const [start, end] = range!
  const [behind = ''] = /^[^\n]*/.exec(text.slice(end)) ?? []
  const comment = /^[ \t]*#.*?(?=\s*$)/.exec(behind)?.[0]
  if (comment !== undefined) return [end + comment.indexOf('#'), end + comment.length]
  const isUsed = anchor !== undefined && text.includes(`*${anchor}`)
  const mark = anchor !== undefined && !isUsed ? `&${anchor}` : tag?.startsWith('!') ? tag : undefined
  const at = mark === undefined ? -1 : text.lastIndexOf(mark, start)
  return at < 0 ? undefined : [at, at + mark!.length]
}

/** A problem of YAML in the words of those who write texts and not YAML. */
export interface YamlProblem {
  message: string
  note?: string
  range: [start: number, end: number]
}

const quoteNote = 'Put the whole text between straight quotation marks.'

/** The problems that the parser found in a text, each once. */
export function describeYamlErrors(errors: readonly YAMLParseError[], text: string): YamlProblem[] {
  const indented = errors.filter(({ code }) => code === 'MULTILINE_IMPLICIT_KEY').map(({ pos }) => pos[0])
  return errors
    .filter(({ code, pos }) => code !== 'BLOCK_AS_IMPLICIT_KEY' || !indented.includes(pos[0]))
    .map((error) => ({ range: error.pos, ...describeYamlError(error, text) }))
}

function describeYamlError(
  { code, message, pos }: YAMLParseError,
  text: string,
): Omit<YamlProblem, 'range'> & { range?: YamlProblem['range'] } {
  const said = `Unexpected YAML: ${message.split('\n')[0]}, expected valid YAML`
  switch (code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        message: 'Unexpected colon in a text, expected quotation marks round the whole text',
        note: `Write it as ${quoted(restOfLine(text, pos[0]))}.`,
      }
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        message: 'Unexpected key further in than the line before, expected it below the key before',
        note: 'Begin all keys in the same column; or, if the line goes on with a text, put that between straight quotation marks.',
      }
    case 'DUPLICATE_KEY': {
      const key = /^[^\s:]*/.exec(text.slice(pos[0]))?.[0] ?? ''
      return {
        message: `Unexpected second \`${key}\`, expected each key once`,
        note: 'Remove one of the two.',
      }
    }
    case 'TAB_AS_INDENT':
      return { message: said, note: 'Put spaces in the place of the tab.' }
    case 'BAD_SCALAR_START':
    case 'BAD_ALIAS':
    case 'UNEXPECTED_TOKEN': {
      const value = valueOfLine(text, pos[0])
      return { message: said, note: value === undefined ? quoteNote : `Write it as ${quoted(value)}.` }
    }
    case 'MISSING_CHAR':
      if (message.endsWith('quote'))
        return describeOpenQuote(text, pos[0], message.at(-6)!) ?? { message: said }
      if (!message.startsWith('Implicit map keys')) return { message: said }
      return {
        message: 'Unexpected line without a key, expected `key: value`',
        note: 'Write a key and a colon before it; or, if it goes on with the text above, put both lines between straight quotation marks.',
      }
    default:
      return { message: said }
  }
}

/** A text whose first sign is taken for a quotation mark round it, as in `'tis`. */
function describeOpenQuote(text: string, end: number, mark: string): YamlProblem | undefined {
  const values = text.slice(0, end).matchAll(/^[ \t]*(?:- +)*(?:[^\s:#]+:[ \t]+)?(?=['"])/gm)
  const starts = Array.from(values, (match) => match.index + match[0].length)
  const start = starts.findLast((at) => text[at] === mark)
  if (start === undefined) return undefined
  const written = restOfLine(text, start)
  return {
    message: `Unexpected text that only begins with ${written[0]}, expected quotation marks round the whole text`,
    note: `Write it as ${quoted(written)}.`,
    range: [start, start + written.length],
  }
}

/** What stands behind the key in the line of an offset. */
function valueOfLine(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  return /^[ \t]*(?:- +)*[^\s:#'"]+:[ \t]+(\S[^\n]*)/.exec(text.slice(start))?.[1]?.trim()
}

function restOfLine(text: string, start: number): string {
  return /^[^\n]*/.exec(text.slice(start))![0].trim()
}

/** As YAML, in code of Markdown; marks that are round the whole of it go. */
function quoted(text: string): string {
  const inner = /^(?:["“”„]([^"“”„]*)["“”]|'((?:(?!' | ').)*)')$/.exec(text)
  const words = inner?.[1] ?? inner?.[2] ?? text
  return `\`${/["\\]/.test(words) ? `'${words.replaceAll("'", "''")}'` : `"${words}"`}\``
}
