import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAnyText } from '../../src/workspace/files/index.ts'
import { makeWorkspace } from '../press/workspace-fixture.ts'
import { listening } from './findings.ts'

function read(content: string | Uint8Array) {
  const { root } = makeWorkspace({ 'list.txt': content }, 'empty')
  const { report, findings } = listening()
  return { text: readAnyText(path.join(root, 'list.txt'), report), findings }
}

const list = 'DfE – Department for Education’s “café”\r\n'

describe('reading a text from outside', () => {
  it.each([
    ['UTF-8', Buffer.from(list)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${list}`)],
    ['the “Unicode text” of Excel', Buffer.from(`\uFEFF${list}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(list, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(`\uFEFF${list}`, 'utf16le').swap16()],
    [
      'the “plain text” of Word, Windows-1252',
      Buffer.from('DfE \x96 Department for Education\x92s \x93caf\xE9\x94\r\n', 'latin1'),
    ],
  ])('reads %s', (_what, bytes) => {
    const { text, findings } = read(bytes)
    expect(text?.source.replace(/^\uFEFF/u, '')).toBe(list)
    expect([text?.file, findings]).toEqual(['list.txt', []])
  })

  it.each([
    ['a document of Word', 'PK\x03\x04\x14\0', 'workspace/not-plain-text'],
    ['one of an older Word', '\xD0\xCF\x11\xE0\xA1', 'workspace/not-plain-text'],
    ['a PDF', '%PDF-1.7\n', 'workspace/not-plain-text'],
    ['rich text', '{\\rtf1\\ansi AGM}', 'workspace/not-plain-text'],
    ['a web page', '\n<!DOCTYPE html><p>AGM', 'workspace/not-plain-text'],
    ['text with a NUL', 'AGM \0 annual general meeting', 'workspace/nul-character'],
    ['UTF-8 that is damaged', 'caf\xC3\xA9 caf\xC3\xA9 \xFF', 'workspace/not-utf-8'],
  ])('refuses %s', (_what, content, rule) => {
    const { text, findings } = read(Buffer.from(content, 'latin1'))
    expect(text).toBeUndefined()
    expect(findings).toMatchObject([{ rule, file: 'list.txt' }])
  })

  it('refuses a folder and a file that is not there', () => {
    const { root } = makeWorkspace({}, 'empty')
    const { report, findings } = listening()
    expect([readAnyText(root, report), readAnyText(path.join(root, 'x'), report)]).toEqual([
      undefined,
      undefined,
    ])
    expect(findings.map(({ rule }) => rule)).toEqual(['workspace/unreadable-file', 'workspace/missing-file'])
  })
})
