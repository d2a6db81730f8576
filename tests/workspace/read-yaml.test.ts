import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readYaml } from '../../src/workspace/read-yaml.ts'
import { line, oneOrMany } from '../../src/workspace/schema-parts.ts'
import { listening } from './findings.ts'

const schema = z.strictObject({
  title: line,
  authors: oneOrMany(line).optional(),
  number: z.int().positive().optional(),
  draft: z.boolean().default(false),
  colours: z.strictObject({ text: z.string(), accent: z.string().optional() }).optional(),
  articles: z
    .array(
      z.union([
        z.string().regex(/^[a-z]+$/),
        z.strictObject({ slug: z.string(), as: z.enum(['full', 'summary']) }),
      ]),
    )
    .default([]),
})

function read(source: string, start = 0, end = source.length) {
  const { report, findings, seen } = listening(source)
  const result = readYaml({ file: 'a.yaml', source, start, end }, schema, report)
  return { result, findings, seen: seen() }
}

describe('YAML that fits', () => {
  it('gives the value with its defaults', () => {
    const { result, seen } = read('title: A\nauthors: B\n')
    expect(result?.value).toEqual({ title: 'A', authors: ['B'], draft: false, articles: [] })
    expect(seen).toEqual([])
  })

  it('takes a year as the text it looks like', () => {
    expect(read('title: 2023\n').result?.value.title).toBe('2023')
  })

  it.each(['2.50', '1.0', '007', '+44', '1e3', '0x10', '.5', '1_000', '01234567890'])(
    'takes the number %s as it is written where a text is wanted',
    (written) => {
      expect(read(`title: ${written}\nauthors: [${written}]\n`).result?.value).toMatchObject({
        title: written,
        authors: [written],
      })
    },
  )

  it('takes a number as one where a number is wanted, however it is written', () => {
    expect(read('title: 1.0\nnumber: 0x10\n').result?.value).toMatchObject({ title: '1.0', number: 16 })
    expect(read('title: A\nnumber: 007\n').result?.value.number).toBe(7)
    expect(read('title: A\nnumber: +0.5\n').findings[0]?.message).toContain('`0.5`')
  })

  it('is read with single carriage returns at the ends of its lines', () => {
    const { result, seen } = read('title: "A: B"\rauthors: C D\rdraft: maybe\r')
    expect([result, seen]).toEqual([undefined, ['workspace/invalid-setting 3:8 "maybe"']])
    expect(read('title: A, B\rauthors:\r- C\r').result?.value.authors).toEqual(['C'])
  })

  it('knows the place of each value, counted in the whole file', () => {
    const source = '---\ntitle: A\narticles:\n  - one\n  - slug: two\n    as: full\n---\n'
    const { result } = read(source, 4, source.length - 4)
    const cut = (...keys: (string | number)[]) => {
      const place = result!.placeOf(...keys)
      return [place.start.line, place.start.column, source.slice(place.start.offset, place.end.offset)]
    }
    expect(cut('title')).toEqual([2, 8, 'A'])
    expect(cut('articles', 0)).toEqual([4, 5, 'one'])
    expect(cut('articles', 1, 'slug')).toEqual([5, 11, 'two'])
  })

  it('gives the nearest parent’s place for what is not there', () => {
    expect(read('title: A\n').result?.placeOf('articles', 3).start).toEqual({ line: 1, column: 1, offset: 0 })
  })

  it('finds the place of a value between lines that end in CRLF after a byte order mark', () => {
    const source = '\uFEFFtitle: A\r\ndraft: maybe\r\n'
    expect(read(source, 1).seen).toEqual(['workspace/invalid-setting 2:8 "maybe"'])
  })
})

describe('YAML that does not fit', () => {
  it.each([
    ['an unknown key, at the key', 'title: A\ntitel: B\n', ['workspace/unknown-key 2:1 "titel"']],
    [
      'an unknown key further in',
      'title: A\ncolours:\n  text: a\n  tekst: b\n',
      ['workspace/unknown-key 4:3 "tekst"'],
    ],
    [
      'each of several unknown keys',
      'title: A\nx: 1\ny: 2\n',
      ['workspace/unknown-key 2:1 "x"', 'workspace/unknown-key 3:1 "y"'],
    ],
    ['a number where a yes or no belongs', 'title: A\ndraft: 3\n', ['workspace/invalid-setting 2:8 "3"']],
    ['text where a number belongs', 'title: A\nnumber: two\n', ['workspace/invalid-setting 2:9 "two"']],
    ['a number that is too small', 'title: A\nnumber: -1\n', ['workspace/invalid-setting 2:9 "-1"']],
    ['text where keys belong', 'title: A\ncolours: red\n', ['workspace/invalid-setting 2:10 "red"']],
    ['an empty text', "title: ''\n", ['workspace/invalid-setting 1:8 "\'\'"']],
    ['a line break in a header', 'title: "a\\nb"\n', ['workspace/invalid-setting 1:8 "\\"a\\\\nb\\""']],
    [
      'a wrong item of a list that may also be one value',
      'title: A\nauthors: [B, {c: d}]\n',
      ['workspace/invalid-setting 2:14 "{c: d}"'],
    ],
    [
      'a wrong value in one of two shapes',
      'title: A\narticles:\n  - slug: a\n    as: ful\n',
      ['workspace/invalid-setting 4:9 "ful"'],
    ],
    [
      'an unknown key in one of two shapes',
      'title: A\narticles:\n  - slug: a\n    as: full\n    vol: 1\n',
      ['workspace/unknown-key 5:5 "vol"'],
    ],
    [
      'a key missing in one of two shapes',
      'title: A\narticles:\n  - slug: a\n',
      ['workspace/missing-key 3:5 ""'],
    ],
    ['text that fits neither shape', 'title: A\narticles:\n  - A1\n', ['workspace/invalid-setting 3:5 "A1"']],
    ['a list where keys belong', '- title: A\n', ['workspace/invalid-setting 1:1 "- title: A\\n"']],
    ['text where keys belong at the top', 'hello\n', ['workspace/invalid-setting 1:1 "hello"']],
  ])('reports %s', (_what, source, expected) => {
    const { result, seen } = read(source)
    expect(seen).toEqual(expected)
    expect(result).toBeUndefined()
  })

  it('reports a missing key at the keys it should be among', () => {
    const { findings } = read('draft: true\ncolours:\n  accent: blue\n')
    expect(findings.map(({ rule, place }) => [rule, place?.start.line, place?.start.column])).toEqual([
      ['workspace/missing-key', 1, 1],
      ['workspace/missing-key', 3, 3],
    ])
    expect(findings.map(({ message }) => message).join('\n')).toMatch(/`title`[^]*`colours\.text`/)
  })

  it('reports a missing key in a file with nothing in it', () => {
    expect(read('').seen).toEqual(['workspace/missing-key 1:1 ""'])
    expect(read('# only a comment\n').findings[0]?.rule).toBe('workspace/missing-key')
  })

  it('calls a key that is there without a value empty and not missing', () => {
    const { findings } = read('title:\n')
    expect(findings.map(({ rule }) => rule)).toEqual(['workspace/invalid-setting'])
    expect(findings[0]?.place?.start.line).toBe(1)
  })

  it('proposes the key that was probably meant', () => {
    expect(read('title: A\ntitel: B\n').findings[0]?.message).toContain('`title`')
    expect(read('title: A\nzzzzzz: B\n').findings[0]?.message).toContain('a known key')
  })
})

describe('YAML that is broken', () => {
  it.each([
    ['a bracket that is not closed', 'title: A\nauthors: [B\ndraft: true\n', 3],
    ['a quotation mark that is not closed', 'title: "A\n', 1],
    ['a tab that indents', 'title: A\ncolours:\n\ttext: b\n', 3],
    ['a key twice', 'title: A\ntitle: B\n', 2],
    ['two documents', 'title: A\n---\ntitle: B\n', 2],
    ['an alias without its anchor', 'title: *nothing\n', 1],
  ])('reports %s at its line', (_what, source, line) => {
    const { result, findings } = read(source)
    expect(result).toBeUndefined()
    expect(findings.every(({ rule }) => rule === 'workspace/invalid-yaml')).toBe(true)
    expect(findings[0]?.place?.start.line).toBe(line)
  })

  it.each([
    ['a colon', 'title: My: title\n', 'Unexpected colon in a text', 'Write it as `"My: title"`.'],
    [
      'Word’s quotation marks',
      'title: “Yes: no”\n',
      'Unexpected colon in a text',
      'Write it as `"Yes: no"`.',
    ],
    ['both', `title: The "new": it's\n`, 'Unexpected colon', `Write it as \`'The "new": it''s'\`.`],
    ['a sign that YAML keeps for itself', 'title: @home\n', 'Unexpected YAML', 'Write it as `"@home"`.'],
    [
      'letters left out above other marks',
      `title: 'tis A\nauthors: "B"\n`,
      "that only begins with '",
      "'tis A",
    ],
    ['a list of such', 'title: A\nauthors:\n  - @home\n', 'Unexpected YAML', 'straight quotation marks'],
    ['marks round a part', 'title: "A" and B\n', 'Unexpected YAML', `Write it as \`'"A" and B'\`.`],
    ['brackets round a part', 'title: [A] and B\n', 'Unexpected YAML', 'Write it as `"[A] and B"`.'],
    ['marks round both ends', `title: 'A' or 'B'\n`, 'Unexpected YAML', `Write it as \`"'A' or 'B'"\`.`],
    [
      'letters left out',
      `title: 'tis A\ndraft: true\n`,
      "text that only begins with '",
      'Write it as `"\'tis A"`.',
    ],
    ['a key further in', 'title: A\n  slug: b\n', 'Unexpected key further in', 'in the same column'],
    ['a text on two lines', 'title: A\nand B\n', 'Unexpected line without a key', 'a key and a colon'],
    ['a key twice', 'title: A\ntitle: B\n', 'Unexpected second `title`', 'Remove one'],
  ])('says in plain words what is wrong about %s', (_what, source, message, note) => {
    const { findings } = read(source)
    expect(findings).toHaveLength(1)
    expect(findings[0]?.message).toContain(message)
    expect(findings[0]?.note).toContain(note)
  })

  it('takes a colour without quotation marks for no comment', () => {
    const { findings, seen } = read('title: A\ncolours:\n  text: a # black\n  accent: #0b5563\n')
    expect(seen).toEqual(['workspace/cut-text 4:11 "#0b5563"'])
    expect(findings[0]?.message).toContain('quotation marks round the whole text')
  })

  it('refuses aliases that multiply', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `l${level}: &l${level} [${Array(10)
          .fill(level ? `*l${level - 1}` : 'x')
          .join(', ')}]`,
    )
    const { findings } = read(`title: A\n${levels.join('\n')}\n`)
    expect(findings.map(({ rule }) => rule)).toEqual(['workspace/invalid-yaml'])
  })

  it('refuses ten thousand brackets inside each other without failing', () => {
    const { result, findings } = read(`title: ${'['.repeat(10_000)}\n`)
    expect(result).toBeUndefined()
    expect(findings[0]?.rule).toBe('workspace/invalid-yaml')
  })

  it('is not taken in by keys that every object has', () => {
    expect(read('title: A\n__proto__:\n  draft: true\n').seen).toEqual([
      'workspace/unknown-key 2:1 "__proto__"',
    ])
    expect(read('title: A\nconstructor: B\n').seen).toEqual(['workspace/unknown-key 2:1 "constructor"'])
  })
})

describe('places', () => {
  it('cut exactly the letters of the value out of the source, whatever stands before it', () => {
    const word = fc.stringMatching(/^[a-zäé😀]{1,12}$/u)
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 6 }),
        word,
        fc.constantFrom('\n', '\r\n'),
        (before, wrong, ending) => {
          const source = [
            ...before.map((text) => `# ${text}`),
            `title: '${before.join(' ')}.'`,
            `number: x${wrong}`,
            '',
          ].join(ending)
          expect(read(source).seen).toEqual([
            `workspace/invalid-setting ${before.length + 2}:9 ${JSON.stringify(`x${wrong}`)}`,
          ])
        },
      ),
    )
  })

  it('are found for any text at all, and nothing is thrown', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'a',
            ':',
            ' ',
            '\n',
            '-',
            '[',
            ']',
            '{',
            '}',
            '"',
            "'",
            '&',
            '*',
            '!',
            '|',
            '>',
            '\t',
            '#',
            '1',
          ),
        }),
        (source) => {
          const { result, findings } = read(source)
          expect(result === undefined).toBe(findings.length > 0)
          for (const { place } of findings) expect(place!.end.offset).toBeLessThanOrEqual(source.length)
        },
      ),
    )
  })
})
