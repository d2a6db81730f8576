import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { browserCommand } from '../../src/commands/open-browser.ts'
import { findAuthored } from '../../src/studio/index.ts'
import { makeWorkspace } from '../press/workspace-fixture.ts'
import { tidings } from './in-process.ts'

describe('tidings studio', () => {
  it('says the address with its key, opens no browser where nobody is, and ends well', async () => {
    const { cli } = makeWorkspace()
    const said: string[] = []
    const { code } = await cli(['studio', 'first'], {
      onStart: (child) =>
        createInterface({ input: child.stderr! }).on('line', (line) => {
          said.push(line)
          if (line.startsWith('Write at ')) child.kill('SIGTERM')
        }),
    })
    expect(code).toBe(0)
    expect(said.at(-1)).toMatch(
      /^Write at http:\/\/127\.0\.0\.1:\d+\/-\/write\?file=articles%2Ffirst\.md&key=[\w-]{43} – Ctrl\+C ends\.$/,
    )
  })

  it('says in one line that there is no such article', async () => {
    const { root } = makeWorkspace()
    for (const name of ['none', 'articles/none.md', '../first.md', 'articles/glossary.yaml']) {
      const { code, err } = await tidings(['studio', name, '--workspace', root])
      expect(code).toBe(2)
      expect(err).toMatch(/^There is no article or issue .*\n$/)
    }
  })

  it('finds what is meant: a file, a slug, an issue', () => {
    const { root, write } = makeWorkspace()
    write('articles/deep/cafe\u0301.md', '---\ntitle: Café\nslug: tea\n---\n')
    expect(findAuthored(root, ['articles/first.md'])).toBe('articles/first.md')
    expect(findAuthored(root, ['first'])).toBe('articles/first.md')
    expect(findAuthored(root, ['2023-05'])).toBe('articles/issues/2023-05.md')
    expect(findAuthored(root, ['tea'])).toBe('articles/deep/cafe\u0301.md')
    expect(findAuthored(root, ['articles/deep/caf\u00e9.md'])).toBe('articles/deep/cafe\u0301.md')
  })
})

describe('the browser', () => {
  it('is opened by what the system has for it, with the whole address', () => {
    const address = 'http://127.0.0.1:4000/-/write?file=x&key=y'
    expect(browserCommand('linux', address)).toEqual(['xdg-open', [address]])
    expect(browserCommand('darwin', address)).toEqual(['open', [address]])
    expect(browserCommand('win32', address)).toEqual([
      'cmd',
      ['/c', 'start', '""', 'http://127.0.0.1:4000/-/write?file=x^&key=y'],
    ])
  })
})
