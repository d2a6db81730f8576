import { describe, expect, it } from 'vitest'
import { parseWithLimits } from '../../../src/articles/parse-markdown.ts'
import { nativeParserProblem } from '../../../src/articles/native/load-native.ts'
import { parseNatively } from '../../../src/articles/native/parse-natively.ts'
import { process } from '../process.ts'

const text = 'Key:value and *more*.\n'
const safe = { by: 'native' } as const
const expected = parseWithLimits(text)

describe('what the native parser cannot do, remark-parse does', () => {
  it('on a machine without one', () => {
    const read = (source: string) => parseNatively(source, safe, () => new Error('no binary for this platform'))
    expect(parseWithLimits(text, safe, read)).toEqual({ ...expected, readBy: 'absent' })
  })

  it('where it throws', () => {
    const broken = (): never => {
      throw new Error('index out of bounds')
    }
    const reading = parseWithLimits(text, safe, (source) => parseNatively(source, safe, () => broken))
    expect(reading).toEqual({ ...expected, readBy: 'failed', failure: 'index out of bounds' })
  })

  it.each([
    ['nothing', undefined],
    ['no node', 7],
    ['a node that is no root', { type: 'paragraph', children: [] }],
    ['a root without a place', { type: 'root', children: [] }],
    ['a root without children', { type: 'root', position: {} }],
    ['a node without a type', { type: 'root', position: {}, children: [{}] }],
    ['an empty child', { type: 'root', position: {}, children: [null] }],
    ['a node that we do not know', { type: 'root', position: {}, children: [{ type: 'math', value: 'x' }] }],
    ['a paragraph without a list of children', { type: 'root', position: {}, children: [{ type: 'paragraph', children: 7 }] }],
  ])('where it gives %s', (_what, tree) => {
    const reading = parseWithLimits(text, safe, (source) => parseNatively(source, safe, () => () => tree))
    expect(reading).toMatchObject({ tree: expected.tree, readBy: 'failed' })
    expect(reading.failure).not.toBe('')
  })

  it('in a text whose nesting is limited, so that it reads as it did', () => {
    const deep = `${'> '.repeat(150)}deep`
    expect(parseWithLimits(deep, safe)).toEqual({ ...parseWithLimits(deep), readBy: 'routed' })
  })
})

it('the native parser is there, and reads what is plain', () => {
  expect(nativeParserProblem()).toBe(undefined)
  expect(parseWithLimits(text, safe)).toEqual({ ...expected, readBy: 'native' })
  expect(process(text).article.readBy).toBe('native')
})

it('a byte order mark counts in every position', () => {
  const marked = `\uFEFF${text}`
  expect(parseWithLimits(marked, safe)).toEqual({ ...parseWithLimits(marked), readBy: 'native' })
})

it('what nobody has vetted is read by remark-parse', () => {
  expect(parseWithLimits(text, undefined, () => expect.unreachable()).readBy).toBe('remark')
})

it('what it did not survive is read by remark-parse, unless that reads it anyway', () => {
  const vetted = { by: 'failed', reason: 'it ended its process: SIGABRT' } as const
  expect(parseWithLimits(text, vetted)).toEqual({ ...expected, readBy: 'failed', failure: vetted.reason })
  expect(parseWithLimits('<div>\n', vetted).readBy).toBe('routed')
})
