import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeLetters } from '../../../src/delivery/letters/write-letters.ts'
import type { OutgoingLetter } from '../../../src/delivery/transport.ts'
import { collect } from './built-sample.ts'

let folder: string
beforeEach(() => void (folder = path.join(mkdtempSync(path.join(tmpdir(), 'tidings-trial-')), 'letters')))
afterEach(() => rmSync(path.dirname(folder), { recursive: true }))

function letter(text: string): OutgoingLetter {
  const chunks = [Buffer.from(`Subject: ${text}\r\n`), Buffer.from('\r\nHello\r\n')]
  return { from: 'a@example.org', to: 'b@example.org', chunks, size: 0, needsUtf8: false }
}

async function write(ids: readonly number[]): Promise<{ count: number | undefined; rules: string[] }> {
  const { found, report } = collect()
  const count = await writeLetters(
    folder,
    ids.map((id) => ({ id, letter: letter(`${id}`) })),
    report,
  )
  return { count, rules: found.map(({ ruleId }) => ruleId) }
}

describe('letters of a trial', () => {
  it('are written, a file each named for its delivery', async () => {
    expect(await write([3, 12])).toEqual({ count: 2, rules: [] })
    expect(readdirSync(folder).sort()).toEqual(['12.eml', '3.eml', 'tidings-letters.txt'])
    expect(readFileSync(path.join(folder, '12.eml'), 'utf8')).toBe('Subject: 12\r\n\r\nHello\r\n')
  })

  it('replace those of an earlier trial', async () => {
    await write([1, 2, 3])
    writeFileSync(path.join(folder, '9.eml.tmp'), 'cut off')
    expect(await write([2])).toEqual({ count: 1, rules: [] })
    expect(readdirSync(folder).sort()).toEqual(['2.eml', 'tidings-letters.txt'])
  })

  it.each(['notes.txt', '5.eml'])('never touch a folder of somebody else, with %s in it', async (name) => {
    mkdirSync(folder)
    writeFileSync(path.join(folder, name), 'mine')
    expect(await write([1])).toEqual({ count: undefined, rules: ['delivery/folder-not-ours'] })
    expect(readdirSync(folder)).toEqual([name])
  })

  it('are not written where there is a file in the folder’s place', async () => {
    writeFileSync(folder, 'a file')
    expect(await write([1])).toEqual({ count: undefined, rules: ['delivery/folder-not-writable'] })
  })

  it('are all there or none, also where the disk is full in the middle', async () => {
    const failing = (function* () {
      yield { id: 1, letter: letter('1') }
      throw Object.assign(new Error('no room'), { code: 'ENOSPC', syscall: 'write' })
    })()
    const { found, report } = collect()
    expect(await writeLetters(folder, failing, report)).toBeUndefined()
    expect(found.map(({ ruleId }) => ruleId)).toEqual(['delivery/folder-not-writable'])
    expect(readdirSync(folder)).toEqual([])
  })

  it('pass on what goes wrong while they are made', async () => {
    const failing = (function* () {
      yield { id: 1, letter: letter('1') }
      throw new Error('no more')
    })()
    await expect(writeLetters(folder, failing, collect().report)).rejects.toThrow('no more')
  })
})
