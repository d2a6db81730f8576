import { readFileSync } from 'node:fs'

/** The outline's box of one glyph in the font's own units, `yMin` and `yMax` counted from the baseline upwards. */
export interface GlyphBounds {
  xMin: number
  yMin: number
  xMax: number
  yMax: number
}

/** What is read of a TrueType font: enough to set text, nothing of its outlines. */
export interface TrueTypeFont {
  /** Units of the font in one em. */
  unitsPerEm: number
  /** The glyph of a character; 0 where the font has none. */
  glyphOf: (codePoint: number) => number
  advanceOf: (glyph: number) => number
  /** Nothing for a glyph without an outline, such as a space. */
  boundsOf: (glyph: number) => GlyphBounds | undefined
}

/** Reads a TrueType font (ISO/IEC 14496-22): the tables `head`, `hhea`, `hmtx`, `cmap`, `loca` and `glyf`. */
export function readTrueTypeFont(file: string): TrueTypeFont {
  const bytes = readFileSync(file)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tables = readTables(view)
  const offset = (name: string): number => {
    const found = tables.get(name)
    if (found === undefined) throw new Error(`${file} has no table ${name}`)
    return found
  }
  const metrics = view.getUint16(offset('hhea') + 34)
  const hmtx = offset('hmtx')
  const hasLongOffsets = view.getInt16(offset('head') + 50) === 1
  const [loca, glyf] = [offset('loca'), offset('glyf')]
  const placeOf = (glyph: number): number =>
    hasLongOffsets ? view.getUint32(loca + glyph * 4) : view.getUint16(loca + glyph * 2) * 2
  return {
    unitsPerEm: view.getUint16(offset('head') + 18),
    glyphOf: readCharacterMap(view, offset('cmap')),
    advanceOf: (glyph) => view.getUint16(hmtx + Math.min(glyph, metrics - 1) * 4),
    boundsOf: (glyph) => {
      const start = placeOf(glyph)
      if (placeOf(glyph + 1) === start) return undefined
      const [xMin, yMin, xMax, yMax] = [2, 4, 6, 8].map((at) => view.getInt16(glyf + start + at))
      return { xMin: xMin!, yMin: yMin!, xMax: xMax!, yMax: yMax! }
    },
  }
}

function readTables(view: DataView): Map<string, number> {
  const tables = new Map<string, number>()
  for (let index = 0; index < view.getUint16(4); index++) {
    const record = 12 + index * 16
    const name = String.fromCharCode(...[0, 1, 2, 3].map((at) => view.getUint8(record + at)))
    tables.set(name, view.getUint32(record + 8))
  }
  return tables
}

/** Format 12 holds all of Unicode, format 4 its first plane. */
function readCharacterMap(view: DataView, cmap: number): (codePoint: number) => number {
  const subtables = Array.from({ length: view.getUint16(cmap + 2) }, (_, index) => {
    return cmap + view.getUint32(cmap + 4 + index * 8 + 4)
  })
  const full = subtables.find((at) => view.getUint16(at) === 12)
  if (full !== undefined) return (codePoint) => glyphInGroups(view, full, codePoint)
  const plane = subtables.find((at) => view.getUint16(at) === 4)
  if (plane === undefined) throw new Error('The font has no Unicode map that can be read')
  return (codePoint) => glyphInSegments(view, plane, codePoint)
}

function glyphInGroups(view: DataView, table: number, codePoint: number): number {
  let low = 0
  let high = view.getUint32(table + 12) - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const group = table + 16 + middle * 12
    if (codePoint < view.getUint32(group)) high = middle - 1
    else if (codePoint > view.getUint32(group + 4)) low = middle + 1
    else return view.getUint32(group + 8) + codePoint - view.getUint32(group)
  }
  return 0
}

function glyphInSegments(view: DataView, table: number, codePoint: number): number {
  if (codePoint > 0xffff) return 0
  const size = view.getUint16(table + 6)
  for (let at = 0; at < size; at += 2) {
    if (codePoint > view.getUint16(table + 14 + at)) continue
    const start = view.getUint16(table + 16 + size + at)
    if (codePoint < start) return 0
    const delta = view.getUint16(table + 16 + size * 2 + at)
    const rangeAt = table + 16 + size * 3 + at
    const range = view.getUint16(rangeAt)
    const glyph = range === 0 ? codePoint : view.getUint16(rangeAt + range + (codePoint - start) * 2)
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff
  }
  return 0
}
