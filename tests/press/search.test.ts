import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSearch, type Found, type Search } from '../../src/editions/archive/search/find.js'
import { article, lines, makeWorkspace, smallBase, type Files, type Workspace } from './workspace-fixture.ts'

/** The search of a built archive, as its page opens it. */
function searchOf({ root }: Workspace): Promise<Search> {
  const read = (address: string): Promise<unknown> =>
    Promise.resolve(JSON.parse(readFileSync(address, 'utf8')))
  return openSearch(`${path.join(root, 'out/archive/search')}/`, read)
}

async function slugsFor(workspace: Workspace, query: string, filters = {}): Promise<string[]> {
  const search = await searchOf(workspace)
  const { hits, words } = await search.ask(query, filters)
  const found = await Promise.all(hits.map((hit) => search.show(hit, words)))
  return found.map(({ slug }) => slug)
}

async function best(workspace: Workspace, query: string): Promise<Found> {
  const search = await searchOf(workspace)
  const { hits, words } = await search.ask(query, {})
  return search.show(hits[0]!, words)
}

function textOf({ sections: [section] }: Found): string {
  return (section?.parts ?? []).map(({ text }) => text).join('')
}

const files: Files = {
  'articles/third.md': article(
    { title: 'About boards', date: '2024-01-09', series: 'row', tags: '[Money, Health]' },
    'Opening words.',
    '',
    '## Who decides',
    '',
    'Every integrated care board has a chair, and no letters.',
    '',
    '## A list',
    '',
    '| Body | Does |',
    '|---|---|',
    '| Quorum | counts |',
    '',
    'A note on ganders.[^one]',
    '',
    '[^one]: The goose is in the note.',
  ),
}

async function built(more: Files = {}): Promise<Workspace> {
  const workspace = makeWorkspace({ ...files, ...more })
  const { diagnostics } = await workspace.build()
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  return workspace
}

describe('search finds an article', () => {
  it('by a word in its body, its table, its notes and its title', async () => {
    const workspace = await built()
    expect(await slugsFor(workspace, 'chair')).toEqual(['third'])
    expect(await slugsFor(workspace, 'quorum')).toEqual(['third'])
    expect(await slugsFor(workspace, 'goose')).toEqual(['third'])
    expect((await slugsFor(workspace, 'second'))[0]).toBe('second')
  })

  it('by what letters stand for, where the text has only the letters', async () => {
    const workspace = await built()
    expect(await slugsFor(workspace, 'education, health and care plan')).toEqual(['first'])
    const found = await best(workspace, 'education, health and care plan')
    expect(found.sections[0]).toMatchObject({ id: 'what-follows', heading: 'What follows' })
    expect(textOf(found)).toContain('an EHCP (education, health and care plan).')
    expect(found.sections[0]?.parts.filter(({ kind }) => kind === 'ours')[0]?.text).toBe('(')
  })

  it('by letters, where the text has only the words, also in the plural', async () => {
    const workspace = await built({
      'articles/fourth.md': article({ title: 'Fourth' }, 'We wrote to local authorities.'),
    })
    expect((await slugsFor(workspace, 'ICB')).sort()).toEqual(['first', 'second', 'third'])
    expect(textOf(await best(workspace, 'chair ICB'))).toContain('integrated care board (ICB) has a chair')
    expect(await slugsFor(workspace, 'LA')).toContain('fourth')
  })

  it('by the beginning of a word that is still being typed, and by other forms of it', async () => {
    const workspace = await built()
    for (const query of ['quo', 'opened', 'openi', 'chairs', 'dec'])
      expect(await slugsFor(workspace, query)).toEqual(['third'])
    expect(await slugsFor(workspace, 'quo ')).toEqual([])
  })

  it('by a word with a hyphen as by one without, whichever of them the text has', async () => {
    const workspace = await built({
      'articles/hyphen.md': article({ title: 'Hyphens' }, 'Those who co-operate write an e-mail today.'),
      'articles/joined.md': article({ title: 'In one' }, 'Those who cooperate write an email today.'),
    })
    for (const query of ['email', 'e-mail', 'e-ma', 'co-operate ', 'cooperating', 'e-mail today'])
      expect([query, (await slugsFor(workspace, query)).sort()]).toEqual([query, ['hyphen', 'joined']])
    expect(await slugsFor(workspace, 'mail ')).toEqual(['hyphen'])
    const marks = (await best(workspace, 'email hyphens')).sections[0]?.parts
    expect(marks?.filter(({ kind }) => kind === 'match').map(({ text }) => text)).toEqual(['e', 'mail'])
  })

  it('behind an elision, by letters too', async () => {
    const workspace = await built({
      'tidings.yaml': String(smallBase['tidings.yaml']).replace(/language: .*/, 'language: fr'),
      'articles/fourth.md': article({ title: 'L’école d’été' }, "Les membres d’ICB et d'autres."),
    })
    for (const query of ['école', 'ete', 'autres', 'ICB', 'l’école', 'd’ICB', 'l’ICB autres', 'dautres'])
      expect(await slugsFor(workspace, query)).toContain('fourth')
  })

  it('by its title before one that only mentions the word', async () => {
    const workspace = await built({
      'articles/quorum.md': article({ title: 'The quorum', date: '2001-01-01' }, 'Nothing.'),
    })
    expect(await slugsFor(workspace, 'quorum')).toEqual(['quorum', 'third'])
  })

  it('and says where: each section with its heading and marked words', async () => {
    const found = await best(await built(), 'chair')
    expect(found).toMatchObject({ title: 'About boards', date: '2024-01-09', series: 'row' })
    expect(found.sections[0]).toMatchObject({ id: 'who-decides', heading: 'Who decides' })
    expect(found.sections[0]?.parts.filter(({ kind }) => kind === 'match')).toEqual([
      { text: 'chair', kind: 'match' },
    ])
    expect((await best(await built(), 'goose')).sections[0]?.id).toBe('pageNotes')
    expect(textOf(await best(await built(), 'quorum'))).toContain('Quorum · counts')
  })

  it('with some of the words, where none has all', async () => {
    const search = await searchOf(await built())
    expect(await search.ask('chair letters', {})).toMatchObject({ isPartial: false, hits: [{}] })
    expect(await search.ask('chair follows', {})).toMatchObject({ isPartial: true, hits: [{}, {}] })
    expect((await search.ask('zebra', {})).hits).toEqual([])
    expect((await search.ask(' , ? ', {})).hits).toEqual([])
  })

  it('of a year, a series and a subject, whatever the case of its name', async () => {
    const workspace = await built({
      'articles/fourth.md': article({ title: 'Fourth', tags: '[money]' }, 'A chair.'),
    })
    expect(await slugsFor(workspace, 'chair', { year: '2024' })).toEqual(['third'])
    expect(await slugsFor(workspace, 'chair', { year: '1999' })).toEqual([])
    expect(await slugsFor(workspace, 'chair', { series: 'row' })).toEqual(['third'])
    expect((await slugsFor(workspace, 'chair', { tag: 'money' })).sort()).toEqual(['fourth', 'third'])
  })

  it('and none by what looks like code', async () => {
    const workspace = await built()
    const queries = [
      'constructor',
      '__proto__',
      'toString',
      '<script>',
      'a'.repeat(5000),
      '\uFDD0',
      '%2e%2e/',
    ]
    for (const query of queries) expect(await slugsFor(workspace, query)).toEqual([])
  })
})

describe('the index', () => {
  it('forgets an article that is gone or a draft, and keeps what has not changed', async () => {
    const workspace = await built()
    const before = workspace.outTree()
    workspace.remove('articles/third.md')
    await workspace.build()
    expect(await slugsFor(workspace, 'chair')).toEqual([])
    expect(JSON.stringify(workspace.outTree())).not.toContain('third')
    workspace.write('articles/third.md', String(files['articles/third.md']))
    await workspace.build()
    expect(workspace.outTree()).toEqual(before)
    workspace.write(
      'articles/third.md',
      String(files['articles/third.md']).replace('date:', 'draft: true\ndate:'),
    )
    await workspace.build()
    expect(await slugsFor(workspace, 'chair')).toEqual([])
  })

  it('is made again when a file of it was changed or deleted by hand', async () => {
    const workspace = await built()
    const before = workspace.outTree()
    const words = Object.keys(before).filter((file) => file.startsWith('archive/search/words/'))
    expect(words.length).toBeGreaterThan(5)
    workspace.remove(`out/${words[2]}`)
    workspace.write(`out/${words[3]}`, '{}')
    await workspace.build()
    expect(workspace.outTree()).toEqual(before)
  })

  it('follows the glossary', async () => {
    const workspace = await built()
    expect(await slugsFor(workspace, 'QQQ')).toEqual([])
    workspace.write(
      'articles/glossary.yaml',
      `${String(smallBase['articles/glossary.yaml'])}- term: QQQ\n  expansion: note on ganders\n`,
    )
    await workspace.build()
    expect(await slugsFor(workspace, 'QQQ')).toEqual(['third'])
  })

  it('loads a long article in pieces, also one that is one long word', async () => {
    const prose = Array.from({ length: 9000 }, (_, index) => `word${index}`).join(' ')
    const workspace = await built({
      'articles/long.md': article(
        { title: 'Long' },
        prose,
        '',
        '## The end',
        '',
        'x'.repeat(20_000),
        '',
        'The rhino.',
      ),
    })
    const found = await best(workspace, 'rhino')
    expect(found.sections[0]).toMatchObject({ id: 'the-end' })
    expect(textOf(await best(workspace, 'word8000'))).toContain('word8000')
    const pieces = Object.keys(workspace.outTree()).filter((file) => file.startsWith('archive/search/text/'))
    for (const piece of pieces) expect(workspace.readBytes(`out/${piece}`).length).toBeLessThan(6500)
  })

  it('is not made where the settings do without, and nothing links to it', async () => {
    const workspace = await built()
    workspace.write('tidings.yaml', lines(String(smallBase['tidings.yaml']), 'archive:', '  search: false'))
    await workspace.build()
    const tree = Object.keys(workspace.outTree())
    expect(tree.filter((file) => /\/search(?:\/|-engine|$)/.test(file))).toEqual([])
    expect(workspace.read('out/archive/index.html')).not.toContain('search/')
  })

  it('is there for an archive without articles', async () => {
    const workspace = makeWorkspace({
      'articles/first.md': null,
      'articles/second.md': null,
      'articles/issues/2023-05.md': null,
    })
    await workspace.build()
    expect((await (await searchOf(workspace)).ask('chair', {})).hits).toEqual([])
  })
})
