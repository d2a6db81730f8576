import { mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  createSourceNoter,
  findWorkspace,
  listFiles,
  readSource,
  SourceChanged,
  startingFolder,
  staysInside,
} from '../../src/workspace/index.ts'
import { makeFolder } from '../made-folders.ts'
import { makeWorkspace } from '../press/workspace-fixture.ts'
import { listening } from './findings.ts'

function read(content: string | Uint8Array) {
  const { root } = makeWorkspace({ 'a.md': content }, 'empty')
  const { report, findings } = listening()
  const source = readSource(root, 'a.md', report)
  return {
    source,
    findings: findings.map(({ rule, place }) => [rule, place?.start.line, place?.start.column]),
  }
}

describe('reading a file', () => {
  it('keeps the text as it stands, a byte order mark included', () => {
    expect(read('\uFEFFa\r\nb').source?.source).toBe('\uFEFFa\r\nb')
  })

  it.each([
    ['Latin 1', Buffer.from('a\ncafé', 'latin1'), 2, 4],
    ['a character that is cut off', Buffer.from('a\n€').subarray(0, 4), 2, 1],
    ['UTF-16', Buffer.from('\uFEFFa', 'utf16le'), 1, 1],
    ['a surrogate', Buffer.from([0x61, 0xed, 0xa0, 0x80]), 1, 2],
    ['an overlong slash', Buffer.from([0x61, 0xc0, 0xaf]), 1, 2],
  ])('refuses %s, at the first byte that is wrong', (_what, bytes, line, column) => {
    const { source, findings } = read(bytes)
    expect(findings).toEqual([['workspace/not-utf-8', line, column]])
    expect(source).toBeUndefined()
  })

  // What takes time in the square of its input would be ended by the runner.
  it('finds the wrong byte of a large file', () => {
    const bytes = Buffer.concat([Buffer.from('zeile ü\n'.repeat(500_000)), Buffer.from([0xff])])
    expect(read(bytes).findings).toEqual([['workspace/not-utf-8', 500_001, 1]])
  })

  it('refuses NUL, where it stands', () => {
    expect(read('a\nb\0c').findings).toEqual([['workspace/nul-character', 2, 2]])
  })

  it('reports a missing file and a folder in its place', () => {
    const { root, write } = makeWorkspace({}, 'empty')
    write('b.md/c', '')
    const { report, findings } = listening()
    readSource(root, 'a.md', report)
    readSource(root, 'b.md', report)
    expect(findings.map(({ rule, file }) => [rule, file])).toEqual([
      ['workspace/missing-file', 'a.md'],
      ['workspace/unreadable-file', 'b.md'],
    ])
  })
})

describe('noting a file', () => {
  it('gives its text when it is asked for, as it was', () => {
    const { root, write, remove } = makeWorkspace({ 'a.md': 'one é', 'b.md': 'x'.repeat(200_000) }, 'empty')
    const { report } = listening()
    const note = createSourceNoter(root, report)
    const [one, other] = [note('a.md'), note('b.md')]
    expect([{ ...one }, { ...other }]).toEqual(['a.md', 'b.md'].map((file) => readSource(root, file, report)))
    write('a.md', 'two')
    expect(() => one?.source).toThrow(SourceChanged)
    write('a.md', 'one é')
    expect(one?.source).toBe('one é')
    remove('a.md')
    expect(() => one?.source).toThrow(SourceChanged)
  })

  it('reports what reading it would', () => {
    const { root } = makeWorkspace({ 'a.md': Buffer.from('café', 'latin1') }, 'empty')
    const { report, findings } = listening()
    expect(createSourceNoter(root, report)('a.md')).toBeUndefined()
    expect(findings.map(({ rule }) => rule)).toEqual(['workspace/not-utf-8'])
  })
})

describe('symbolic links', () => {
  it('may lead to another file of the workspace', () => {
    const { root } = makeWorkspace({ 'a.md': 'text' }, 'empty')
    symlinkSync('a.md', path.join(root, 'b.md'))
    const { report, findings } = listening()
    expect(readSource(root, 'b.md', report)?.source).toBe('text')
    expect(findings).toEqual([])
  })

  it.each(['file', 'folder on the way'])('may not leave the workspace by a %s', (what) => {
    const outside = makeWorkspace({ 'a.md': 'secret' }, 'empty').root
    const { root } = makeWorkspace({}, 'empty')
    mkdirSync(path.join(root, 'articles'))
    if (what === 'file') symlinkSync(path.join(outside, 'a.md'), path.join(root, 'articles/a.md'))
    else symlinkSync(outside, path.join(root, 'articles/sub'))
    const file = what === 'file' ? 'articles/a.md' : 'articles/sub/a.md'
    const { report, findings } = listening()
    expect(staysInside(root, file)).toBe(false)
    expect(readSource(root, file, report)).toBeUndefined()
    expect(findings.map(({ rule }) => rule)).toEqual(['workspace/outside-link'])
  })

  it('are listed when a folder leads outside, so that it is reported', () => {
    const outside = makeFolder()
    const { root } = makeWorkspace({ 'articles/a.md': '' }, 'empty')
    symlinkSync(outside, path.join(root, 'articles/sub'))
    expect(listFiles(root, 'articles', '.md')).toEqual(['articles/a.md', 'articles/sub'])
    expect(listFiles(root, 'articles', /a\.MD$/i)).toEqual(['articles/a.md', 'articles/sub'])
  })

  it('in a circle are passed over', () => {
    const { root } = makeWorkspace({ 'articles/a.md': '' }, 'empty')
    symlinkSync('.', path.join(root, 'articles/again'))
    symlinkSync('loop', path.join(root, 'articles/loop'))
    expect(listFiles(root, 'articles', '.md')).toEqual(['articles/a.md'])
  })

  it('that lead nowhere are reported', () => {
    const { root } = makeWorkspace({ 'articles/a.md': '' }, 'empty')
    symlinkSync('loop.md', path.join(root, 'articles/loop.md'))
    symlinkSync('gone.md', path.join(root, 'articles/old.md'))
    const { report, findings } = listening()
    for (const file of listFiles(root, 'articles', '.md')) readSource(root, file, report)
    expect(findings.map(({ rule, file }) => [rule, file])).toEqual([
      ['workspace/unreadable-file', 'articles/loop.md'],
      ['workspace/missing-file', 'articles/old.md'],
    ])
  })

  it('do not forbid names that begin with dots', () => {
    const { root } = makeWorkspace({ '..a.md': '' }, 'empty')
    expect(staysInside(root, '..a.md')).toBe(true)
  })
})

describe('listing files', () => {
  it('goes down, passes over what is hidden, and sorts by code unit', () => {
    const files = {
      'articles/b.md': '',
      'articles/B.md': '',
      'articles/a/z.md': '',
      'articles/.c.md': '',
      'articles/.git/d.md': '',
      'articles/e.txt': '',
    }
    expect(listFiles(makeWorkspace(files, 'empty').root, 'articles', '.md')).toEqual([
      'articles/B.md',
      'articles/a/z.md',
      'articles/b.md',
    ])
  })

  it('finds nothing in a folder that is not there', () => {
    expect(listFiles(makeFolder(), 'articles', '.md')).toEqual([])
  })
})

describe('finding the workspace', () => {
  it('starts where npm was called', () => {
    expect(startingFolder({ INIT_CWD: '/somewhere' })).toBe('/somewhere')
    expect(startingFolder({})).toBe(process.cwd())
  })

  it('takes the nearest folder above with settings', () => {
    const { root } = makeWorkspace({ 'tidings.yaml': '', 'a/b/c.md': '', 'a/tidings.yaml': '' }, 'empty')
    expect(findWorkspace(undefined, path.join(root, 'a/b'))).toBe(path.join(root, 'a'))
    expect(findWorkspace(undefined, root)).toBe(root)
    expect(findWorkspace('a', root)).toBe(path.join(root, 'a'))
  })

  it('says so where there is none', () => {
    const folder = makeFolder()
    expect(() => findWorkspace(undefined, folder)).toThrow(/tidings init/)
    expect(() => findWorkspace('nowhere', folder)).toThrow(/no folder/)
  })
})
