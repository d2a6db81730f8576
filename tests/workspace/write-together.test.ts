import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/diagnostics/index.ts'
import { writeTogether } from '../../src/workspace/index.ts'
import { makeFolder } from '../made-folders.ts'

const files = ['images/one.png', 'two.md', 'three.md'].map((file) => ({ file, content: file }))

describe('files that belong together', () => {
  it('are all there, with their folders', () => {
    const root = makeFolder()
    expect(writeTogether(root, files, () => expect.unreachable())).toBe(true)
    expect(files.map(({ file }) => readFileSync(`${root}/${file}`, 'utf8'))).toEqual(
      files.map(({ file }) => file),
    )
  })

  it('are none of them there where one is refused, which is told; what was there stays', () => {
    const root = makeFolder()
    writeFileSync(`${root}/two.md`, 'Was here')
    mkdirSync(`${root}/three.md`)
    const findings: Finding[] = []
    expect(writeTogether(root, files, (finding) => findings.push(finding))).toBe(false)
    expect(findings.map(({ rule, file }) => [rule, file])).toEqual([
      ['workspace/unwritable-file', 'three.md'],
    ])
    expect([existsSync(`${root}/images/one.png`), existsSync(`${root}/two.md`)]).toEqual([false, true])
  })
})
