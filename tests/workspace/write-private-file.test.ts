import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { refusalOf, reportUnwritable } from '../../src/workspace/unwritable-file.ts'
import { writePrivateFile } from '../../src/workspace/write-private-file.ts'
import { makeFolder } from '../made-folders.ts'

let folder: string
beforeEach(() => void (folder = makeFolder()))

const at = (name: string): string => path.join(folder, name)

describe('a file with personal data', () => {
  it('is its owner’s alone, also where it takes the place of one that everybody could read', async () => {
    writeFileSync(at('list.csv'), 'of before', { mode: 0o644 })
    const count = await writePrivateFile(at('list.csv'), async (write) => {
      await write('one,')
      await write('two')
      return 2
    })
    expect(count).toBe(2)
    expect(readFileSync(at('list.csv'), 'utf8')).toBe('one,two')
    expect(statSync(at('list.csv')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['list.csv'])
  })

  it('is as it was, with nothing beside it, when the disk is full in the middle', async () => {
    writeFileSync(at('list.csv'), 'of before')
    const full = Object.assign(new Error('no room'), { code: 'ENOSPC' })
    const writing = writePrivateFile(at('list.csv'), async (write) => {
      await write('half of')
      throw full
    })
    await expect(writing).rejects.toBe(full)
    expect(readFileSync(at('list.csv'), 'utf8')).toBe('of before')
    expect(readdirSync(folder)).toEqual(['list.csv'])
  })

  it('behind a link stays behind it', async () => {
    writeFileSync(at('real.csv'), '')
    symlinkSync('real.csv', at('link.csv'))
    await writePrivateFile(at('link.csv'), (write) => write('new'))
    expect(readFileSync(at('real.csv'), 'utf8')).toBe('new')
    expect(readdirSync(folder, { withFileTypes: true }).find((one) => one.isSymbolicLink())?.name).toBe(
      'link.csv',
    )
  })

  it('is never put in the place of a device', async () => {
    await writePrivateFile('/dev/null', (write) => write('gone'))
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
    await expect(writePrivateFile('/dev/full', (write) => write('x'))).rejects.toMatchObject({
      code: 'ENOSPC',
    })
  })
})

it.skipIf(process.platform === 'win32')('what is printed into a file goes where the shell is in it', () => {
  const file = at('all.csv')
  writeFileSync(file, 'before\n')
  const module = path.resolve(import.meta.dirname, '../../src/workspace/write-private-file.ts')
  const program = `const { writePrivateFile } = await import(${JSON.stringify(module)})
    await writePrivateFile('/dev/stdout', async (write) => { await write('a\\n'); await write('b\\n') })`
  const printed = openSync(file, 'a')
  for (let time = 0; time < 2; time++) {
    const args = ['--input-type=module', '--eval', program]
    execFileSync(process.execPath, args, { stdio: ['ignore', printed, 'inherit'] })
  }
  closeSync(printed)
  expect(readFileSync(file, 'utf8')).toBe('before\na\nb\na\nb\n')
})

describe('a refusal of the system', () => {
  it.each([
    ['EACCES', 'you may not write there, EACCES'],
    ['EXDEV', 'EXDEV'],
    ['ERR_INVALID_ARG_TYPE', undefined],
    [undefined, undefined],
  ])('%s is told in words', (code, words) => {
    expect(refusalOf(Object.assign(new Error('x'), { code }))).toBe(words)
  })

  it('is no bug, and a bug is thrown on', () => {
    const bug = new TypeError('x is undefined')
    expect(() => reportUnwritable(bug, 'a', () => undefined)).toThrow(bug)
  })
})
