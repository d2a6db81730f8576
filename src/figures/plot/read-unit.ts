import type { WrittenNumber } from './read-number.ts'

/** What a number counts: `£` in thousands. */
export interface Unit {
  /** `£`, `%`, `members`; empty for a number alone. */
  name: string
  /** Of `k` a thousand; nothing where no word for a power of ten is written. */
  factor: number | undefined
}

const [thousand, million, billion, trillion] = [1e3, 1e6, 1e9, 1e12]

/** What people write for powers of ten. The same word can be another number in the next language. */
const powers: Record<string, Record<string, number>> = {
  en: {
    ...{ k: thousand, thousand, thousands: thousand },
    ...{ m: million, mn: million, million, millions: million },
    ...{ b: billion, bn: billion, billion, billions: billion },
    ...{ tn: trillion, trillion, trillions: trillion },
  },
  cy: { k: thousand, mil: thousand, m: million, miliwn: million, bn: billion, biliwn: billion },
  de: {
    ...{ tsd: thousand, tausend: thousand },
    ...{ mio: million, million, millionen: million },
    ...{ mrd: billion, milliarde: billion, milliarden: billion },
  },
  fr: {
    ...{ k: thousand, millier: thousand, milliers: thousand },
    ...{ m: million, million, millions: million },
    ...{ md: billion, mrd: billion, milliard: billion, milliards: billion },
  },
}

/** Marks of notes and remarks in brackets, whose closing one may have gone with the sign of a negative number. */
const remarks = /[([][^)\]]*[)\]]?|[*†‡§]|^[¹²³\u2070-\u2079]+/gu

/** Reads what a number counts from what stands before and after it. */
export function unitReader(language: string): (number: WrittenNumber) => Unit {
  const known = powers[new Intl.Locale(language).language] ?? {}
  return ({ before, after }) => {
    const words = after.replace(remarks, '').trim()
    const [, word = '', rest = ''] = /^(\p{L}+)\.?(?=$|[\s\p{Sc}])(.*)$/su.exec(words) ?? []
    const factor = known[word.toLowerCase()]
    return { name: plain(before.replace(remarks, '') + (factor === undefined ? words : rest)), factor }
  }
}

function plain(unit: string): string {
  return unit.replace(/\s+|\.$/g, '').toLowerCase()
}
