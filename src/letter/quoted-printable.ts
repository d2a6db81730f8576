/** RFC 2045, section 6.7, rule 5: lines have at most 76 characters, the sign of a soft break among them. */
const maxLine = 76

/** A soft break: the line goes on. */
export const softBreak = '=\r\n'

/**
 * A text in quoted-printable (RFC 2045, section 6.7), its lines ended by CRLF. No line begins with a dot, so that SMTP
 * has nothing to stuff (RFC 5321, section 4.5.2), nor with `From `, which mailboxes in one file change, and none ends
 * with white space. The octets of a character stay on one line. With `open`, something follows on the last line, and
 * what is given ends with a soft break.
 */
export function encodeQuotedPrintable(text: string, open = false): string {
  const lines = text.toWellFormed().split(/\r\n|\r|\n/)
  const last = lines.length - 1
  return lines
    .map((line, index) => (open && index === last ? encodeOpenLine(line) : encodeTextLine(line)))
    .join('\r\n')
}

/**
 * A recipient's value, to stand on lines of its own, with room for a soft break behind it. The value has no line ends.
 * Beyond what holds for any text, no line looks like a boundary (RFC 2046, section 5.1.1), and white space is as
 * relaxed canonicalization leaves it (RFC 6376, section 3.4.4).
 */
export function encodeValue(value: string): string {
  if (value.length < maxLine && plainValue.test(value)) return value
  return encodeLine(value.toWellFormed(), { open: false, limit: maxLine - 1, strict: true })
}

const plainLine = /^(?!\.|From )[\x20-\x3c\x3e-\x7e]*(?<! )$/
const plainValue = /^(?![.-]|From )(?!.* {2})[\x20-\x3c\x3e-\x7e]*(?<! )$/

function encodeTextLine(line: string): string {
  if (line.length <= maxLine && plainLine.test(line)) return line
  return encodeLine(line, { open: false, limit: maxLine, strict: false })
}

function encodeOpenLine(line: string): string {
  if (line === '') return ''
  return encodeLine(line, { open: true, limit: maxLine - 1, strict: false }) + softBreak
}

interface LineRules {
  /** Whether a soft break follows, before which white space is safe. */
  open: boolean
  /** How many characters the last line may have. */
  limit: number
  /** What only values need: see `encodeValue`. */
  strict: boolean
}

function encodeLine(line: string, { open, limit, strict }: LineRules): string {
  let encoded = ''
  let column = 0
  for (let index = 0; index < line.length;) {
    const character = String.fromCodePoint(line.codePointAt(index) ?? 0)
    const end = index + character.length
    let atom = isKept(line, index, open || end < line.length, strict) ? character : escapeOctets(character)
    if (column + atom.length > (end === line.length ? limit : maxLine - 1)) {
      encoded += softBreak
      column = 0
    }
    if (column === 0 && isRiskyStart(line, index, strict)) atom = escapeOctets(character)
    encoded += atom
    column += atom.length
    index = end
  }
  return encoded
}

/** RFC 2045, section 6.7, rules 2 and 3. */
function isKept(line: string, index: number, isFollowed: boolean, strict: boolean): boolean {
  const code = line.charCodeAt(index)
  if (code > 0x20) return code < 0x7f && code !== 0x3d
  if (code !== 0x20 && code !== 0x09) return false
  return isFollowed && !(strict && (code === 0x09 || line[index - 1] === ' '))
}

function isRiskyStart(line: string, index: number, strict: boolean): boolean {
  return line[index] === '.' || (strict && line[index] === '-') || line.startsWith('From ', index)
}

function escapeOctets(character: string): string {
  return Buffer.from(character).toString('hex').toUpperCase().replace(/../g, '=$&')
}
