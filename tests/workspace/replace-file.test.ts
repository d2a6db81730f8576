import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { describe, expect, it } from 'vitest'
import { replaceFile } from '../../src/workspace/index.ts'
import { makeFolder } from '../made-folders.ts'

describe('replacing a file', () => {
  it('keeps its mode, and gives a new one the mode that is wanted', () => {
    const folder = makeFolder()
    writeFileSync(`${folder}/one`, 'One')
    chmodSync(`${folder}/one`, 0o664)
    replaceFile(`${folder}/one`, 'Two', 0o600)
    replaceFile(`${folder}/new`, 'New', 0o600)
    const modeOf = (name: string): number => statSync(`${folder}/${name}`).mode & 0o777
    expect([readFileSync(`${folder}/one`, 'utf8'), modeOf('one'), modeOf('new')]).toEqual([
      'Two',
      0o664,
      0o600,
    ])
  })

  it('follows a link', () => {
    const folder = makeFolder()
    writeFileSync(`${folder}/one`, 'One')
    symlinkSync('one', `${folder}/link`)
    replaceFile(`${folder}/link`, 'Two')
    expect(readFileSync(`${folder}/one`, 'utf8')).toBe('Two')
    expect(lstatSync(`${folder}/link`).isSymbolicLink()).toBe(true)
  })

  it('leaves it, and nothing beside it, where that is refused', () => {
    const folder = makeFolder()
    writeFileSync(`${folder}/one`, 'One')
    chmodSync(`${folder}/one`, 0o444)
    mkdirSync(`${folder}/folder`)
    expect(() => replaceFile(`${folder}/one`, 'Two')).toThrow(/EACCES/)
    expect(() => replaceFile(`${folder}/folder`, 'Two')).toThrow(/EISDIR/)
    expect(() => replaceFile(`${folder}/none/one`, 'Two')).toThrow(/ENOENT/)
    expect(readdirSync(folder)).toEqual(['folder', 'one'])
    expect(readFileSync(`${folder}/one`, 'utf8')).toBe('One')
  })
})
