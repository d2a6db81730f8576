import { readFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { openCache } from '../../src/workspace/index.ts'
import { isLongRun } from '../long-run.ts'
import {
  article,
  lines,
  makePng,
  makeWorkspace,
  smallBase,
  type Tree,
  type Workspace,
} from './workspace-fixture.ts'

const page = 'out/archive/articles/first/index.html'
const letter = 'out/email/2023-05/everyone/email.html'
const plain = 'out/email/2023-05/everyone/email.txt'
const front = { title: 'First', date: '2023-03-02' }

async function builtWith(...body: string[]): Promise<{
  workspace: Workspace
  page: string
  letter: string
  errors: string[]
  warnings: string[]
  code: number
}> {
  const workspace = makeWorkspace({
    'articles/first.md': article(front, ...body),
    'articles/second.md': null,
  })
  const result = await workspace.json('build', '--jobs', '1')
  return {
    workspace,
    ...result,
    page: result.code === 0 ? workspace.read(page) : '',
    letter: result.code === 0 ? workspace.read(letter) : '',
  }
}

/** What must be gone from every edition. */
const active =
  /<script(?! type="application\/ld\+json"| src="(?:\.\.\/)*assets\/)|onerror|onclick|(?:href|src)="\s*(?:javascript|vbscript|data):/i

describe('text as editors save it', () => {
  it('with a byte order mark and CRLF gives what LF gives', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const windows = makeWorkspace()
    for (const [file, content] of Object.entries(smallBase)) {
      if (typeof content === 'string') windows.write(file, `\uFEFF${content.replaceAll('\n', '\r\n')}`)
    }
    const { code, diagnostics } = await windows.json('build')
    expect([code, diagnostics]).toEqual([0, []])
    const pages = (tree: Tree): Tree =>
      Object.fromEntries(
        Object.entries(tree).filter(([file]) => file.startsWith('archive') && !file.includes('/issues/')),
      )
    expect(pages(windows.outTree())).toEqual(pages(workspace.outTree()))
    // The recipient's tokens derive from the source's own bytes, and the content's hash from them.
    const issuePage = 'out/archive/issues/2023-05/index.html'
    const letters = ({ read }: Workspace): string =>
      (read(letter) + read(plain) + read(issuePage)).replace(/-[0-9a-f]{12}\b|"[0-9a-f]{64}"/g, '')
    expect(letters(windows)).toBe(letters(workspace))
  })

  it('keeps `Note:this` and `10:30` as prose', async () => {
    const result = await builtWith(
      'Note:this is at 10:30, and a ratio of 1:2::3 is odd. See :smile: and a:b[c]{d}.',
    )
    expect([result.errors, result.warnings]).toEqual([[], []])
    expect(result.page).toContain(
      'Note:this is at 10:30, and a ratio of 1:2::3 is odd. See :smile: and a:b[c]{d}.',
    )
  })
})

describe('what could harm a reader', () => {
  it.each([
    ['a script', 'Text <script>alert(1)</script> after.', '6:6'],
    ['a script as a block', '<script>alert(1)</script>', '6:1'],
    [
      'an image with a handler',
      'Text <img src="images/square.png" alt="A" onerror="alert(1)"> after.',
      '6:6',
    ],
    ['an element with a handler', 'Text <b onclick="alert(1)">bold</b> after.', '6:6'],
    ['a `javascript:` link', 'Text [a link](javascript:alert(1)) after.', '6:6'],
    ['a disguised `javascript:` link', 'Text [a link](JaVa&#83;cript&colon;alert(1)) after.', '6:6'],
    ['a `javascript:` link in angle brackets', 'Text <javascript:alert(1)> after.', '6:6'],
    ['a `data:` link', 'Text [a link](data:text/html;base64,PHNjcmlwdD4=) after.', '6:6'],
    ['a `vbscript:` link in HTML', 'Text <a href="vbscript:x">a link</a> after.', '6:6'],
    ['a `data:` picture', 'Text ![A picture](data:image/svg+xml;base64,PHN2Zz4=) after.', '6:6'],
    ['a frame', 'Text <iframe src="https://example.com"></iframe> after.', '6:6'],
  ])('%s is removed with a warning', async (_what, text, at) => {
    const result = await builtWith(text, '', 'The rest of the article stays.')
    expect(result.errors).toEqual([])
    expect(result.warnings.map((warning) => warning.slice(warning.indexOf(' ') + 1))).toContain(
      `articles/first.md:${at}`,
    )
    for (const edition of [result.page, result.letter]) {
      expect(edition).not.toMatch(active)
      expect(edition).toContain('The rest of the article stays.')
    }
  })

  it('in a glossary’s definition is removed too', async () => {
    const glossary = `${String(smallBase['articles/glossary.yaml'])}- term: NHS\n  expansion: National Health Service\n  definition: 'Good <script>alert(1)</script> [x](javascript:alert(1))'\n`
    const workspace = makeWorkspace({ 'articles/glossary.yaml': glossary })
    expect((await workspace.json('build')).code).toBe(0)
    expect(workspace.read('out/archive/glossary/index.html')).not.toMatch(active)
  })

  it('in a title, a name or a tag is shown as the text it is', async () => {
    const bad = '"<script>alert(1)</script>\'\\"&{{ 7 | times: 7 }}"'
    const workspace = makeWorkspace({
      'articles/first.md': article(
        { title: bad, date: '2023-03-02', summary: bad, authors: `[${bad}]`, tags: `[${bad}]` },
        'Text {{ 7 | times: 7 }} {% if %}.',
      ),
      'articles/second.md': null,
    })
    expect((await workspace.json('build')).errors).toEqual([])
    for (const file of [page, letter, 'out/archive/index.html', 'out/archive/issues/2023-05/index.html']) {
      expect(workspace.read(file)).not.toMatch(/<script>alert|times: 7<|>49</)
    }
    expect(workspace.read(page)).toContain('{{ 7 | times: 7 }} {% if %}')
  })
})

describe('input without measure', () => {
  it.each([
    ['quotes', '> '.repeat(10_000) + 'end'],
    ['brackets', '['.repeat(10_000) + 'end' + ']'.repeat(10_000)],
    ['emphases', '*'.repeat(10_000) + 'end' + '*'.repeat(10_000)],
    ['lists', Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth * 2)}- item`).join('\n')],
    ['boxes', ':::note\n'.repeat(1_000) + 'end\n' + ':::\n'.repeat(1_000)],
    ['elements', '<b>'.repeat(10_000) + 'end' + '</b>'.repeat(10_000)],
    ['pictures’ texts', '!['.repeat(3_000) + 'end' + '](a.png)'.repeat(3_000)],
    ['backticks', Array.from({ length: 200 }, (_, count) => '`'.repeat(count)).join(' a ')],
    ['footnotes', '[^a]'.repeat(3_000)],
  ])('very many %s neither stop nor fail', async (_what, text) => {
    const { code, errors } = await builtWith('The start.', '', text, '', 'The end.')
    expect([code, errors.length === 0]).toEqual(code === 0 ? [0, true] : [1, false])
    if (code === 1) expect(errors.join()).toMatch(/^(?:articles|press)\//)
  })
})

describe('a term that looks like a pattern', () => {
  it.each(['(a+)+$', 'C++', '.*', '[A-Z]+', 'a|b', '\\d{2}', '^A$', 'A?B*', '$&', '</a>', '{{ x }}', '%s'])(
    '%s is found as its letters',
    async (term) => {
      const glossary = `${String(smallBase['articles/glossary.yaml'])}- term: ${JSON.stringify(term)}\n  expansion: a pattern of signs\n`
      const text = `We say \`x\` and ${term.replace(/[\\`*_{}[\]()#+\-.!|<>&$^?%]/g, '\\$&')} here. Then aaaaaaaaaaaaaaaaaaaaaaaaaaaa.`
      const workspace = makeWorkspace({
        'articles/glossary.yaml': glossary,
        'articles/first.md': article(front, text),
        'articles/second.md': null,
      })
      const { errors } = await workspace.json('build')
      expect(errors).toEqual([])
      const report = JSON.parse(workspace.read('out/report.json')) as {
        articles: { slug: string; mentions: { text: string }[] }[]
      }
      expect(
        report.articles.find(({ slug }) => slug === 'first')?.mentions.map((mention) => mention.text),
      ).toEqual([term])
    },
  )
})

describe('a term that every object has', () => {
  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'])(
    '%s is counted and listed like any other',
    async (term) => {
      const written = term.replaceAll('_', '\\_')
      const glossary = `${String(smallBase['articles/glossary.yaml'])}- term: ${term}\n  expansion: a word of programmers\n`
      const workspace = makeWorkspace({
        'articles/glossary.yaml': glossary,
        'articles/first.md': article(front, `We say ${written} here, and ${written} there.`),
      })
      const { errors } = await workspace.json('build')
      expect(errors).toEqual([])
      expect(workspace.read('out/archive/glossary/index.html')).toMatch(
        /a word of programmers[^]*articles\/first/,
      )
      const report = JSON.parse(workspace.read('out/report.json')) as { unusedTerms: string[] }
      expect(report.unusedTerms.join()).not.toContain(term.toLowerCase().replaceAll('_', ''))
    },
  )
})

describe('`check`', () => {
  it('writes nothing, whether there is a build or not, in good workspaces and bad', async () => {
    const workspace = makeWorkspace()
    for (const prepare of [
      () => undefined,
      () => workspace.write('articles/first.md', 'broken'),
      () => workspace.write('articles/first.md', String(smallBase['articles/first.md'])),
      () => workspace.build(),
      () => workspace.write('articles/second.md', article({ title: 'Changed' })),
    ]) {
      await Promise.resolve(prepare())
      const before = workspace.tree()
      await workspace.check()
      expect(workspace.tree()).toEqual(before)
    }
  })

  it('finds what a build finds', async () => {
    const workspace = makeWorkspace({
      'articles/first.md': article(front, 'The NHS said <blink>so</blink>. ![A](none.png)'),
    })
    const { diagnostics } = await workspace.check()
    expect(diagnostics.length).toBeGreaterThan(2)
    expect((await workspace.build()).diagnostics).toEqual(diagnostics)
    expect((await workspace.check()).diagnostics).toEqual(diagnostics)
  })
})

describe('between two builds', () => {
  const isThere = (workspace: Workspace, file: string): boolean => Object.hasOwn(workspace.outTree(), file)

  it('the page of an article that was deleted goes, and every list forgets it', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    expect(workspace.read('out/archive/index.html')).toContain('articles/second')
    workspace.remove('articles/second.md')
    expect((await workspace.json('build')).errors).toEqual([])
    expect(isThere(workspace, 'archive/articles/second')).toBe(false)
    for (const file of ['index.html', 'glossary/index.html'])
      expect(workspace.read(`out/archive/${file}`)).not.toContain('articles/second')
  })

  it('an article that was renamed moves, and its alias leads to the new page', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    workspace.rename('articles/second.md', 'articles/third.md')
    workspace.write(
      'articles/third.md',
      article({ title: 'The third', date: '2023-04-05', aliases: '[second]' }, 'An LA may ask.'),
    )
    expect((await workspace.json('build')).errors).toEqual([])
    const redirect = workspace.read('out/archive/articles/second/index.html')
    expect(redirect).toContain('articles/third/')
    expect(redirect).toMatch(/http-equiv="?refresh/i)
    expect(workspace.read('out/archive/articles/third/index.html')).toContain('The third')
    expect(workspace.read('out/archive/index.html')).not.toContain('articles/second')
  })

  it('an issue that was deleted goes, and the last one too', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    workspace.remove('articles/issues/2023-05.md')
    expect((await workspace.json('build')).errors).toEqual([])
    expect(isThere(workspace, 'email')).toBe(false)
    expect(isThere(workspace, 'archive/issues/2023-05')).toBe(false)
  })

  it('a picture of another content takes the place of the old one', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const before = workspace.outTree()
    workspace.write('articles/images/square.png', makePng(16, 9))
    expect((await workspace.json('build')).errors).toEqual([])
    const after = workspace.outTree()
    const pictures = (tree: object): string[] =>
      Object.keys(tree).filter((file) => file.endsWith('.png') && !file.includes('/covers/'))
    expect(pictures(after)).toHaveLength(2)
    expect(pictures(after)).not.toEqual(pictures(before))
    expect(workspace.read(page)).toMatch(/width="16"/)
  })

  it('what another version of the tool kept of out/ is not read', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const before = workspace.outTree()
    const cache = openCache(workspace.root)
    cache.put('state', 'outputs', { key: 'another', value: '{"archive/index.html":{}}' })
    cache.save()
    cache.close()
    workspace.remove('out/archive/index.html')
    await workspace.build()
    expect(workspace.outTree()).toEqual(before)
  })

  it('an article that is gone leaves nothing in the cache', async () => {
    const workspace = makeWorkspace({ 'articles/third.md': article({ title: 'Third' }, 'Text.') })
    const kept = (): number => {
      const database = new DatabaseSync(path.join(workspace.root, '.tidings/cache.db'), { readOnly: true })
      const { count } = database
        .prepare('SELECT count(*) AS count FROM entry WHERE name = ?')
        .get('articles/third.md') as { count: number }
      database.close()
      return count
    }
    await workspace.build()
    expect(kept()).toBeGreaterThan(3)
    workspace.remove('articles/third.md')
    await workspace.build()
    expect(kept()).toBe(0)
  })

  it('a file in out/ that is not ours goes with the next change, wherever it lies', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    workspace.write('articles/first.md', article(front, 'Changed.'))
    await workspace.build()
    const strangers = [
      'out/archive/articles/second/stray.html',
      'out/archive/stray/index.html',
      'out/email/stray',
    ]
    for (const stranger of strangers) workspace.write(stranger, 'stray')
    workspace.write('articles/first.md', article(front, 'Changed again.'))
    await workspace.build()
    expect(strangers.filter((stranger) => isThere(workspace, stranger.slice('out/'.length)))).toEqual([])
    const fresh = makeWorkspace({ 'articles/first.md': article(front, 'Changed again.') })
    await fresh.build()
    expect(workspace.outTree()).toEqual(fresh.outTree())
  })

  it('a file of out/ that was changed or deleted by hand is made again', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const before = workspace.outTree()
    workspace.write(page, 'changed')
    workspace.remove(letter)
    expect((await workspace.build()).replaced).toEqual(['archive', 'email'])
    expect(workspace.outTree()).toEqual(before)
  })

  it('a file of out/ that was changed by hand goes with its article, also where an error came between', async () => {
    const second = article({ title: 'The second article', date: '2023-04-05' }, 'An LA may ask an ICB.')
    const third = article({ title: 'Third' }, 'Text.')
    const workspace = makeWorkspace({ 'articles/second.md': second, 'articles/third.md': third })
    await workspace.build()
    workspace.write('out/archive/articles/third/index.html', 'changed by hand')
    workspace.write('articles/second.md', '')
    await workspace.build()
    workspace.write('articles/second.md', second)
    workspace.remove('articles/third.md')
    await workspace.build()
    const fresh = makeWorkspace({ 'articles/second.md': second })
    await fresh.build()
    expect(workspace.outTree()).toEqual(fresh.outTree())
  })

  it('a damaged entry of any text that waits to be made does no harm', async () => {
    const workspace = makeWorkspace({ 'articles/third.md': article({ title: 'Third' }, 'Text.') })
    await workspace.build()
    for (const name of ['first', 'second', 'third'])
      workspace.write(`articles/${name}.md`, `${workspace.read(`articles/${name}.md`)}\nMore.\n`)
    const database = new DatabaseSync(path.join(workspace.root, '.tidings/cache.db'))
    database.exec(`UPDATE entry SET sum = sum + 1 WHERE kind = 'vetted' AND name = 'articles/third.md'`)
    database.close()
    expect((await workspace.json('build')).code).toBe(0)
  })

  it('out/ that was deleted is made again, and so is a cache that was', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const before = workspace.outTree()
    workspace.remove('out')
    await workspace.build()
    expect(workspace.outTree()).toEqual(before)
    workspace.remove('.tidings')
    await workspace.build()
    expect(workspace.outTree()).toEqual(before)
  })

  it('a cache that was damaged anywhere is made again', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const before = workspace.outTree()
    const whole = readFileSync(`${workspace.root}/.tidings/cache.db`)
    // The usual run damages every fifth page of the file.
    for (let at = 0; at < whole.length; at += isLongRun ? 4096 : 5 * 4096) {
      const damaged = Buffer.from(whole)
      damaged.fill(0xff, at + 100, at + 160)
      workspace.write('.tidings/cache.db', damaged)
      workspace.write(
        'articles/second.md',
        article(
          { title: 'The second article', date: '2023-04-05' },
          `An LA may ask an ICB, as [the first article](first.md#what-follows) says.${at % 8192 ? '' : ' '}`,
        ),
      )
      expect((await workspace.json('check')).code).toBe(0)
      expect((await workspace.json('build')).code).toBe(0)
      expect(workspace.outTree()).toEqual(before)
    }
  })

  it('nothing is written when nothing changed', async () => {
    const workspace = makeWorkspace()
    expect((await workspace.build()).replaced).toEqual(['archive', 'email', 'report.json'])
    const before = workspace.tree()
    expect((await workspace.build()).replaced).toEqual([])
    expect(workspace.outTree()).toEqual(
      Object.fromEntries(
        Object.entries(before).flatMap(([file, hash]) =>
          file.startsWith('out/') ? [[file.slice(4), hash]] : [],
        ),
      ),
    )
  })
})

describe('the address of the archive', () => {
  it.each([
    'https://example.org/members/news',
    'https://example.org/members/news/',
    'https://example.org/members/news//',
  ])('may be %s', async (baseUrl) => {
    const workspace = makeWorkspace({
      'tidings.yaml': String(smallBase['tidings.yaml']).replace('https://news.example.org', baseUrl),
    })
    expect((await workspace.json('build')).errors).toEqual([])
    const email = workspace.read(letter)
    expect(email).toContain('"https://example.org/members/news/issues/2023-05/"')
    expect(email).toMatch(/"https:\/\/example\.org\/members\/news\/mail\/[0-9a-f]+\.png"/)
    expect(email).not.toMatch(/news\/\/|example\.org\/(?:issues|articles|glossary|mail)\//)
    expect(workspace.read(plain)).toContain('https://example.org/members/news/')
    expect(workspace.read('out/archive/index.html')).not.toMatch(/(?:href|src)="\//)
  })
})

describe('an error elsewhere', () => {
  const changedIssue = {
    'articles/issues/2023-05.md': lines(
      '---',
      'date: 2023-05-01',
      'subject: A new subject',
      'articles: [first]',
      '---',
      '',
      'Hello.',
    ),
  }

  it.each([
    ['a draft', article({ title: 'Draft', draft: 'true', nonsense: 'x' }, ':::spoiler')],
    ['the YAML of a draft', '---\ndraft: true\ntitle: [\n---\n'],
    [
      'the text of a draft',
      article(
        { title: 'Draft', draft: 'true' },
        ':::spoiler',
        '',
        '![](none.png)',
        '',
        ":::audience{when='nation = x'}",
        ':::',
      ),
    ],
  ])('in %s stops nothing', async (_what, draft) => {
    const workspace = makeWorkspace({ 'articles/draft.md': draft })
    const { code, errors, warnings } = await workspace.json('build')
    expect([code, errors]).toEqual([0, []])
    expect(warnings.join()).toContain('articles/draft.md')
    expect(workspace.read(letter)).toContain('Our first letter')
    expect(Object.keys(workspace.outTree()).join()).not.toContain('draft')
  })

  it('in a draft of an issue stops nothing', async () => {
    for (const draft of [
      '---\ndate: 2023-06-01\nsubject: S\ndraft: true\narticles: [none]\n---\n',
      '---\ndraft: true\ndate: soon\n---\n',
    ]) {
      const workspace = makeWorkspace({ 'articles/issues/draft.md': draft })
      const { code, errors } = await workspace.json('build')
      expect([code, errors]).toEqual([0, []])
      expect(Object.keys(workspace.outTree()).join()).not.toContain('draft')
    }
  })

  it('in an article that the issue does not use does not stop the issue', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const before = workspace.outTree()
    workspace.write('articles/second.md', article({ title: 'Second' }, '![](none.png)'))
    for (const [file, content] of Object.entries(changedIssue)) workspace.write(file, content)
    const { code, errors } = await workspace.json('build')
    expect([code, errors.every((error) => error.includes('articles/second.md'))]).toEqual([1, true])
    expect(workspace.read(letter)).toContain('A new subject')
    const after = workspace.outTree()
    const archive = (tree: object): object =>
      Object.fromEntries(Object.entries(tree).filter(([file]) => !file.startsWith('email')))
    expect(archive(after)).toEqual(archive(before))
  })

  it('that is mended lets everything through, as if it had never been', async () => {
    const clean = makeWorkspace(changedIssue)
    await clean.build()
    const workspace = makeWorkspace()
    await workspace.build()
    workspace.write('articles/second.md', 'broken')
    for (const [file, content] of Object.entries(changedIssue)) workspace.write(file, content)
    expect((await workspace.json('build')).code).toBe(1)
    workspace.write('articles/second.md', String(smallBase['articles/second.md']))
    expect((await workspace.json('build')).code).toBe(0)
    expect(workspace.outTree()).toEqual(clean.outTree())
  })

  it('in an issue leaves that issue’s letter as it was, and lets the other through', async () => {
    const other = {
      'articles/issues/2023-06.md': lines(
        '---',
        'date: 2023-06-01',
        'subject: Our second letter',
        'articles: [second]',
        '---',
        '',
        'Hello.',
      ),
    }
    const workspace = makeWorkspace(other)
    await workspace.build()
    const before = workspace.outTree()
    workspace.write('articles/issues/2023-06.md', '---\nsubject: [\n---\n')
    for (const [file, content] of Object.entries(changedIssue)) workspace.write(file, content)
    expect((await workspace.json('build')).code).toBe(1)
    expect(workspace.read(letter)).toContain('A new subject')
    const second = (tree: object): object =>
      Object.fromEntries(Object.entries(tree).filter(([file]) => file.startsWith('email/2023-06')))
    expect(second(workspace.outTree())).toEqual(second(before))
    expect(Object.keys(second(before)).length).toBeGreaterThan(3)
  })
})
