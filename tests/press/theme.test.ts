import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.ts'
import { makeFolder } from '../made-folders.ts'
import { article, lines, makePng, makeWorkspace, toolRoot, type Workspace } from './workspace-fixture.ts'

const themeFile = 'templates/theme.yaml'
/** An article whose picture is wider than any letter; it uses no term. */
const wide = {
  'articles/glossary.yaml': '',
  'articles/images/wide.png': makePng(2000, 20),
  'articles/first.md': article(
    { title: 'The first article', date: '2023-03-02' },
    '![A grey bar](images/wide.png)',
    '',
    'Text with `code`.',
    '',
    '## What follows',
  ),
  'articles/second.md': null,
}

function email({ read, root }: Workspace): string {
  return read(`out/${globSync('email/*/*/email.html', { cwd: path.join(root, 'out') })[0]}`)
}

function stylesheet({ read, root }: Workspace): string {
  const [file] = globSync('archive/assets/*.css', { cwd: path.join(root, 'out') })
  return read(`out/${file}`)
}

async function built(workspace: Workspace): Promise<{ email: string; stylesheet: string }> {
  const { diagnostics } = await workspace.build()
  expect(diagnostics.map(({ ruleId }) => ruleId)).toEqual([])
  return { email: email(workspace), stylesheet: stylesheet(workspace) }
}

describe('a change of the theme', () => {
  it('of a colour reaches the e-mail and the archive, though both were built before', async () => {
    const workspace = makeWorkspace()
    const before = await built(workspace)
    workspace.write(themeFile, "colours:\n  accent: '#7a1f5c'\ndarkColours:\n  accent: '#f0a8d8'\n")
    const after = await built(workspace)
    for (const edition of ['email', 'stylesheet'] as const) {
      expect(before[edition]).toContain('#0b5c8a')
      for (const colour of ['#7a1f5c', '#f0a8d8']) {
        expect(before[edition]).not.toContain(colour)
        expect(after[edition]).toContain(colour)
      }
      expect(after[edition]).not.toContain('#0b5c8a')
    }
    workspace.remove(themeFile)
    expect(await built(workspace)).toEqual(before)
  })

  it('of a font reaches both', async () => {
    const workspace = makeWorkspace({ [themeFile]: 'fonts:\n  body: Cambria, serif\n' })
    const { email, stylesheet } = await built(workspace)
    expect(email).toContain('font-family:Cambria, serif')
    expect(stylesheet).toContain('--body-font: Cambria, serif;')
  })

  it('of a measure reaches the edition that it is for, and the pictures', async () => {
    const workspace = makeWorkspace(wide)
    const before = await built(workspace)
    const picture = (): string => globSync('out/archive/mail/*', { cwd: workspace.root })[0] ?? ''
    const width = async (): Promise<number> =>
      (await sharp(path.join(workspace.root, picture())).metadata()).width
    expect(before.email).toContain('width="552"')
    expect(await width()).toBe(1104)
    const name = picture()
    workspace.write(
      themeFile,
      lines(
        'measures:',
        '  emailWidth: 700',
        '  emailTextSize: 18',
        '  emailLineHeight: 1.5',
        '  archiveTextSize: 20',
        '  archiveLineHeight: 1.7',
        '  archiveColumn: 38',
      ),
    )
    const after = await built(workspace)
    expect(after.email).toContain('width="652"')
    expect(after.email).toContain('max-width:700px')
    expect(after.email).not.toMatch(/\b(?:600|552)px|"552"|font-size:16px;line-height:26px/)
    expect(after.email).toContain('font-size:18px;line-height:27px')
    expect(await width()).toBe(1304)
    // Letters that were sent keep their pictures.
    expect(picture()).toBe(name)
    expect(after.stylesheet).toContain('--text-size: 125%;')
    expect(after.stylesheet).toContain('--line-height: 1.7;')
    expect(after.stylesheet).toContain('--column: 38rem;')
  })

  it('leaves the look as it was where it says what is so anyway', async () => {
    const tokens = /recipient-[\w-]+/g
    const plain = await built(makeWorkspace(wide))
    const spelt = await built(
      makeWorkspace({ ...wide, [themeFile]: readFileSync(path.join(toolRoot, 'starter', themeFile)) }),
    )
    expect(spelt.stylesheet).toBe(plain.stylesheet)
    expect(spelt.email.replace(tokens, '')).toBe(plain.email.replace(tokens, ''))
    expect(plain.email).toContain('font-size:16px;line-height:26px')
    expect(plain.email).toContain('max-width:600px')
    expect(plain.stylesheet).toContain('--text-size: 118.75%;')
  })
})

describe('a theme with an error', () => {
  it.each([
    [
      'a wrong value',
      'measures:\n  emailWidth: wide\n',
      'workspace/invalid-setting templates/theme.yaml:2:15',
    ],
    [
      'bytes that are no text',
      Buffer.from('colours: {} # caf\xe9', 'latin1'),
      'workspace/not-utf-8 templates/theme.yaml:1:18',
    ],
  ])('stops both editions and leaves what was built: %s', async (_what, theme, expected) => {
    const workspace = makeWorkspace()
    await built(workspace)
    const before = workspace.outTree()
    workspace.write(themeFile, theme)
    for (const command of ['check', 'build']) {
      const { code, errors } = await workspace.json(command)
      expect(code).toBe(1)
      expect(errors).toEqual([expected])
    }
    expect(workspace.outTree()).toEqual(before)
  })

  it('is only warned of when it is a pale colour', async () => {
    const workspace = makeWorkspace({ [themeFile]: "colours:\n  muted: '#aaaaaa'\n" })
    const { code, warnings } = await workspace.json('build')
    expect(code).toBe(0)
    expect(warnings).toEqual(['workspace/low-contrast templates/theme.yaml:2:10'])
  })
})

describe('the first line of a theme', () => {
  it('names a schema that is there, here and in a new workspace', async () => {
    const folder = path.join(makeFolder(), 'news')
    const terminal = {
      out: () => undefined,
      err: () => undefined,
      interactive: false,
      colour: false,
      env: {},
    }
    expect(await run(['init', folder, '--quiet'], terminal)).toBe(0)
    for (const root of [toolRoot, folder]) {
      const [first = ''] = readFileSync(path.join(root, themeFile), 'utf8').split('\n')
      const schema = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1] ?? 'none'
      expect(existsSync(path.join(root, path.dirname(themeFile), schema))).toBe(true)
    }
  })
})
