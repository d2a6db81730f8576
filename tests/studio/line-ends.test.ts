import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forFile, forPage } from '../../src/studio/line-ends.ts'

const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '\uFEFF'), maxLength: 3 })
const lines = fc.array(line, { minLength: 1, maxLength: 12 })
const end = fc.constantFrom('\n', '\r\n', '\r')

/** A text of any program: with a mark or without, with ends of one kind or of several. */
const anyText = fc
  .tuple(
    fc.boolean(),
    lines,
    fc.oneof(
      end.map((one) => fc.constant(one)),
      fc.constant(end),
    ),
  )
  .chain(([hasMark, texts, ends]) =>
    fc
      .array(ends, { minLength: texts.length - 1, maxLength: texts.length - 1 })
      .map(
        (between) => (hasMark ? '\uFEFF' : '') + texts.map((text, at) => text + (between[at] ?? '')).join(''),
      ),
  )

describe('the line ends and the mark of a file', () => {
  it('come back as they were where nothing was edited', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(forPage(text)).not.toContain('\r')
        expect(forFile(forPage(text), text)).toBe(text)
      }),
    )
  })

  it('change no word of what was edited', () => {
    fc.assert(
      fc.property(anyText, anyText, (present, written) => {
        const page = forPage(written)
        fc.pre(!page.startsWith('\uFEFF'))
        const saved = forFile(page, present)
        expect(forPage(saved)).toBe(page)
        expect(saved.startsWith('\uFEFF')).toBe(present.startsWith('\uFEFF') || page.startsWith('\uFEFF'))
      }),
    )
  })

  it('stay on every line that was not edited, whatever the file mixes', () => {
    expect(forFile('one\ntwo!\nnew\nthree\nfour', 'one\r\ntwo\nthree\rfour')).toBe(
      'one\r\ntwo!\r\nnew\r\nthree\rfour',
    )
    expect(forFile('one\nnew\n', '\uFEFFone\r\n')).toBe('\uFEFFone\r\nnew\r\n')
    expect(forFile('one\ntwo\n', 'one\r\ntwo')).toBe('one\r\ntwo\r\n')
    expect(forFile('a\nb\n', '')).toBe('a\nb\n')
  })

  it('stay where one line of a long file is another', () => {
    fc.assert(
      fc.property(fc.array(end, { minLength: 20, maxLength: 60 }), fc.nat(), (ends, which) => {
        const at = which % ends.length
        const present = ends.map((one, index) => `line ${index}${one}`)
        const page = forPage(present.join('')).replace(`line ${at}\n`, 'another\n')
        const saved = forFile(page, present.join(''))
        const others = present.filter((_, index) => index !== at)
        expect(others.every((one) => saved.includes(one))).toBe(true)
      }),
    )
  })
})
