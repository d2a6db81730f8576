import { beforeAll, describe, expect, it } from 'vitest'
import { article, lines, makeWorkspace, type Files, type Workspace } from './workspace-fixture.ts'

const letters = 'ICB SEND NAHT DfE MAT PRU CPD NEC AGM LADO IEP TAF KCSIE'.split(' ')

const glossary = lines(
  ...letters.flatMap((term) => [`- term: ${term}`, `  expansion: what ${term} stands for`]),
  '- term: AP',
  '  expansion: alternative provision',
  '  sense: provision',
  '- term: AP',
  '  expansion: assistant principal',
  '  sense: principal',
)

/** An issue that carries `first` whole, and `second` as its summary. */
function issue(introduction: string, subject = 'Our first letter'): string {
  const front = ['date: 2023-05-01', `subject: ${subject}`, 'preheader: What is in it']
  const articles = ['articles:', '  - first', '  - slug: second', '    as: summary']
  return lines('---', ...front, ...articles, '---', '', introduction)
}

const plain = article({ title: 'A title' }, 'Words.')

/** What a test gives of them; the rest is words without a term. */
function workspaceOf({
  first = plain,
  second = plain,
  introduction = 'Dear members.',
  ...more
}: Files): Workspace {
  return makeWorkspace({
    'articles/glossary.yaml': glossary,
    'articles/first.md': first!,
    'articles/second.md': second!,
    'articles/issues/2023-05.md': issue(String(introduction)),
    ...more,
  })
}

/** The letters in the list that closes a letter, in both of its parts. */
function closingList(workspace: Workspace, variant = 'everyone'): string[] {
  const folder = `out/email/2023-05/${variant}`
  const text = workspace.read(`${folder}/email.txt`).split('Abbreviations in this issue')[1] ?? ''
  const inText = [...text.matchAll(/^(\w+): (?:what|alternative|assistant)/gm)].map(([, term]) => term!)
  const html = workspace.read(`${folder}/email.html`)
  const inHtml = [...html.matchAll(/<b>(\w+)<\/b>: /g)].map(([, term]) => term!)
  expect(inHtml).toEqual(inText)
  return inText
}

/** The letters in the list on an article's page. */
function listOfPage(workspace: Workspace, slug: string): string[] {
  const [, list = ''] = workspace
    .read(`out/archive/articles/${slug}/index.html`)
    .split('<dl class="abbreviations">')
  return [...list.split('</dl>')[0]!.matchAll(/<dt><a [^>]*>(\w+)</g)].map(([, term]) => term!)
}

async function unused(workspace: Workspace): Promise<string[]> {
  const { diagnostics } = await workspace.check()
  const found = diagnostics.filter(({ ruleId }) => ruleId === 'glossary/unused-term')
  return found.map(({ message }) => message.split(/[ ,]/)[1]!)
}

describe('letters that stand in no prose', () => {
  let workspace: Workspace

  beforeAll(async () => {
    workspace = workspaceOf({
      first: article(
        { title: 'The NAHT at work' },
        '## SEND',
        '',
        ':::note[CPD for all]',
        'Words.',
        ':::',
        '',
        '[The MAT handbook](https://example.org/)',
        '',
        '::button[Join the NEC]{href=https://example.org/}',
        '',
        '![A chart of the AGM](images/square.png "What the LADO said")',
      ),
      second: article({ title: 'What the DfE wants', summary: 'ICBs must now pay.' }, 'The TAF met.'),
      introduction:
        'Read [our PRU guide](https://example.org/).[^1]\n\n[^1]: And [the IEP](https://example.org/).',
    })
    await workspace.build()
  })

  it('are explained in the letter', () => {
    const shown = 'AGM CPD DfE ICB IEP LADO MAT NAHT NEC PRU SEND'.split(' ')
    expect(closingList(workspace)).toEqual(shown)
  })

  it('are explained on the page of their article', () => {
    expect(listOfPage(workspace, 'first')).toEqual('AGM CPD LADO MAT NAHT NEC SEND'.split(' '))
    expect(listOfPage(workspace, 'second')).toEqual(['DfE', 'ICB', 'TAF'])
  })

  it('are not called unused', async () => {
    expect(await unused(workspace)).toEqual(['KCSIE', 'AP', 'AP'])
    const listed = await workspace.cli(['glossary', 'unused'])
    expect(listed.stdout.split('\n').map((line) => line.split(' ')[0])).toEqual(['KCSIE', 'AP', 'AP', ''])
    const all = await workspace.cli(['glossary', 'list'])
    expect(all.stdout).toContain('PRU    what PRU stands for – only in the words of an issue')
  })
})

describe('the list that closes a letter', () => {
  it('has what an author’s own list said that it stands for', async () => {
    const list = ['## Abbreviations', '', '- SEND: what SEND stands for', '- LSA: learning support assistant']
    const workspace = workspaceOf({
      first: article({}, 'The LSA met.', '', ...list),
      second: article(
        { summary: 'What we did.' },
        'Words.',
        '',
        '## Abbreviations',
        '',
        '- TUC: trades council',
      ),
      introduction: ['Dear members.', '', ...list].join('\n').replace('LSA', 'LSB'),
    })
    await workspace.build()
    const folder = 'out/email/2023-05/everyone'
    const [letter = '', listed = ''] = workspace
      .read(`${folder}/email.txt`)
      .split('Abbreviations in this issue')
    expect(listed).toContain('LSA: learning support assistant\nSEND: what SEND stands for\n')
    expect(workspace.read(`${folder}/email.html`)).toContain('<b>LSA</b>: learning support assistant')
    expect(letter.match(/learning support/g)).toHaveLength(1)
    expect(letter).toContain('- LSB: learning support assistant')
    expect(letter + listed).not.toContain('TUC')
    expect(workspace.read('out/archive/issues/2023-05/index.html')).toContain('learning support')
  })

  it('has only what the readers of that variant see', async () => {
    const workspace = workspaceOf({
      first: article(
        {},
        ":::audience{when='region = Wales'}",
        '## SEND',
        '',
        '[The MAT handbook](https://example.org/)',
        ':::',
        ':::otherwise',
        '## NAHT',
        ':::',
        '',
        '::::warning[For CPD]',
        ":::audience{when='region = Wales'}",
        '[The PRU](https://example.org/)',
        ':::',
        'Words.',
        '::::',
      ),
      second: article({ title: 'The DfE', audience: 'region = Wales' }, 'Words.'),
    })
    await workspace.build()
    expect(closingList(workspace, 'region-wales')).toEqual(['CPD', 'DfE', 'MAT', 'PRU', 'SEND'])
    expect(closingList(workspace, 'otherwise')).toEqual(['CPD', 'NAHT'])
  })

  it('has of an article that a long letter breaks off in what comes before, and of those after their summaries', async () => {
    const long = Array.from({ length: 400 }, () => 'Words that go on and on, and on and on, and on and on.\n')
    const workspace = workspaceOf({
      first: article(
        { title: 'The ICB' },
        '## SEND',
        '',
        ...long,
        '## NAHT',
        '',
        ...long,
        '## CPD',
        '',
        ...long,
        '## MAT',
      ),
      second: article({ title: 'The DfE', summary: 'For every PRU.' }, '## NEC'),
      'articles/issues/2023-05.md': issue('Dear members.').replace('slug: second\n    as: summary', 'second'),
    })
    await workspace.build()
    const list = closingList(workspace)
    expect(list).toEqual(expect.arrayContaining(['DfE', 'ICB', 'PRU', 'SEND']))
    expect(list).not.toContain('MAT')
    expect(list).not.toContain('NEC')
  })

  it('has letters with several meanings in the one that they have in the article', async () => {
    const workspace = workspaceOf({
      first: article({ title: 'The AP' }, '## An assistant principal (AP)'),
      second: article({ title: 'An AP', senses: '{ AP: provision }' }, 'Words.'),
    })
    await workspace.build()
    const text = workspace.read('out/email/2023-05/everyone/email.txt')
    expect(text).toContain('AP: assistant principal\n')
    expect(text).toContain('AP: alternative provision\n')
  })

  it('leaves out what is marked as plain, or is code', async () => {
    const workspace = workspaceOf({ first: article({}, '## :plain[SEND] and `MAT`', '', 'Words.') })
    await workspace.build()
    expect(closingList(workspace)).toEqual([])
  })

  it('has the terms in a chart of who works with whom', async () => {
    const chart = ['```mermaid', 'flowchart LR', '  a[SEND staff] -->|pays| b[The MAT]', '```']
    const workspace = workspaceOf({ first: article({}, ...chart) })
    await workspace.build()
    expect(closingList(workspace)).toEqual(['MAT', 'SEND'])
    expect(listOfPage(workspace, 'first')).toEqual(['MAT', 'SEND'])
    expect(await unused(workspace)).not.toContain('SEND')
  })

  it('has the terms of the subject, and of boxes and headings of the introduction', async () => {
    const workspace = workspaceOf({
      'articles/issues/2023-05.md': issue('## SEND\n\n:::note[The MAT]\nWords.\n:::', 'The DfE'),
    })
    await workspace.build()
    expect(closingList(workspace)).toEqual(['DfE', 'MAT', 'SEND'])
  })

  it('is the same whatever the letter links', async () => {
    const files = { first: article({}, '## SEND', '', 'The DfE.') }
    const workspace = workspaceOf(files)
    workspace.write(
      'tidings.yaml',
      `${workspace.read('tidings.yaml')}linking:\n  policy: { email: none, text: none }\n`,
    )
    await workspace.build()
    expect(closingList(workspace)).toEqual(['DfE', 'SEND'])
  })
})

describe('letters that nobody has explained', () => {
  /** Those that are told of a file, with the letters at the place. */
  async function told(workspace: Workspace): Promise<string[]> {
    const { diagnostics } = await workspace.check()
    return diagnostics
      .filter(({ ruleId }) => ruleId === 'glossary/undefined-abbreviation')
      .map(({ file, line, column, endColumn }) => {
        const text = workspace.read(file).split('\n')[line - 1]!
        const written = text.slice(column - 1, endColumn! - 1)
        return `${file.replace('articles/', '')}:${line} ${written}`
      })
  }

  it('are told wherever an article shows them', async () => {
    const workspace = workspaceOf({
      first: article(
        {
          title: 'News of the QABC',
          summary: 'What the QABS said',
          image: 'images/square.png',
          imageAlt: 'QABI',
        },
        ':::note[Of QABT, not `QABO` or :plain[QABP]]',
        'Words of the QABW.',
        ':::',
        '',
        '![The QABE](images/square.png "The QABF")',
        '',
        '```mermaid',
        'flowchart LR',
        '  a[QABM staff] -->|pays QABA| b[The NEC]',
        '```',
      ),
    })
    const found = await told(workspace)
    const letters = found.map((one) => one.split(' ')[1])
    expect(letters).toEqual('QABC QABS QABI QABT QABW QABE QABF QABM QABA'.split(' '))
    expect(found.every((one) => one.startsWith('first.md:'))).toBe(true)
  })

  it('are told once, in the text if it has them', async () => {
    const front = {
      title: 'The QABC',
      summary: 'QABC and QABC',
      image: 'images/square.png',
      imageAlt: 'QABD, QABD',
    }
    const first = article(front, ':::tip[QABC]', 'The QABC.', ':::')
    expect(await told(workspaceOf({ first }))).toEqual(['first.md:5 QABD', 'first.md:9 QABC'])
  })

  it('are told of an issue, its introduction included', async () => {
    const text = issue(':::note[Box of QAIB]\nOf QAIT.\n:::', 'The QAIS').replace(
      'preheader: What is in it',
      'preheader: "QAIP, QAIT"\ntitle: A QAIH',
    )
    const workspace = workspaceOf({ 'articles/issues/2023-05.md': text })
    const found = await told(workspace)
    expect(found.map((one) => one.split(' ')[1])).toEqual(['QAIS', 'QAIP', 'QAIH', 'QAIB', 'QAIT'])
    expect(found.every((one) => one.startsWith('issues/2023-05.md:'))).toBe(true)
  })

  it('are not those to be ignored, a raised voice, or in an address', async () => {
    const workspace = workspaceOf({
      first: article(
        { title: 'WHAT NEXT FOR QABC MEMBERS', summary: 'See https://example.org/QABD and UK' },
        'Words.',
      ),
      introduction: '',
    })
    workspace.write('tidings.yaml', `${workspace.read('tidings.yaml')}linking:\n  ignore: [UK]\n`)
    expect(await told(workspace)).toEqual([])
  })
})

it('words in capitals stand in no list though an abbreviation is written so', async () => {
  const workspace = workspaceOf({
    'articles/glossary.yaml': lines(
      '- term: IT',
      '  expansion: what IT stands for',
      '- term: WHO',
      '  expansion: what WHO stands for',
    ),
    first: article(
      { title: 'WHO IS NEXT, AS IT STANDS' },
      '# WHO IS NEXT',
      '',
      'PLEASE VOTE: IT IS YOUR UNION.',
    ),
  })
  await workspace.build()
  expect(closingList(workspace)).toEqual([])
  expect(workspace.read('out/email/2023-05/everyone/email.txt')).toContain('PLEASE VOTE: IT IS YOUR UNION.')
})
