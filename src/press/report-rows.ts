import { closeSync, openSync, readSync } from 'node:fs'

/** An article's row in the report: under the same key its text is the same. */
export interface ReportRow {
  key: string
  text: () => string
}

/** Where a row, or several one after another, stands in a file, in bytes. */
interface Stretch {
  offset: number
  length: number
}

/** The rows of a report that was written, by their keys. */
export interface WrittenRows {
  file: string
  places: ReadonlyMap<string, Stretch>
}

/** What stands between two rows. */
const between = ',\n'

const chunkBytes = 1 << 20

/** Finds the rows of a report again: `start` is where the first one is, `lengths` what `rowPieces` counted. */
export function findRows(
  file: string,
  start: number,
  lengths: readonly (readonly [key: string, bytes: number])[],
): WrittenRows {
  const places = new Map<string, Stretch>()
  let offset = start
  for (const [key, length] of lengths) {
    places.set(key, { offset, length })
    offset += length + between.length
  }
  return { file, places }
}

/**
 * Rows as they stand in the report. Those that the last report has are copied from it, as many at once as stand there
 * one after another; a piece holds until the next one is asked for. `count` is told the bytes of each row.
 */
export function* rowPieces(
  rows: readonly ReportRow[],
  last: WrittenRows | undefined,
  count: (key: string, bytes: number) => void,
): Generator<string | Uint8Array> {
  const handle = last && openSync(last.file, 'r')
  let copying: Stretch | undefined
  const copied = function* (): Generator<Uint8Array> {
    if (copying && handle !== undefined) yield* readStretch(handle, copying)
    copying = undefined
  }
  try {
    for (const [index, { key, text }] of rows.entries()) {
      const place = last?.places.get(key)
      if (place) count(key, place.length)
      if (place && copying && place.offset === copying.offset + copying.length + between.length) {
        copying.length += between.length + place.length
        continue
      }
      yield* copied()
      if (index > 0) yield between
      if (place) copying = { ...place }
      else {
        const made = text()
        count(key, Buffer.byteLength(made))
        yield made
      }
    }
    yield* copied()
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

function* readStretch(handle: number, { offset, length }: Stretch): Generator<Uint8Array> {
  const chunk = Buffer.alloc(Math.min(length, chunkBytes))
  for (let done = 0; done < length;) {
    const read = readSync(handle, chunk, 0, Math.min(chunk.length, length - done), offset + done)
    if (read === 0) throw new Error('The last report ended early')
    yield chunk.subarray(0, read)
    done += read
  }
}
