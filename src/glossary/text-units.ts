let bytes = Buffer.alloc(0)
let units = new Uint16Array(0)

/**
 * The UTF-16 units of a text, for loops that look at each: reading a string unit by unit costs twice as much, most of
 * all one that the parser put together from pieces. The array is longer than the text, and the next call's too.
 */
export function textUnits(text: string): Uint16Array {
  if (text.length > units.length) {
    const length = 2 ** Math.ceil(Math.log2(Math.max(4096, text.length)))
    units = new Uint16Array(length)
    bytes = Buffer.from(units.buffer)
  }
  bytes.write(text, 'utf16le')
  return units
}
