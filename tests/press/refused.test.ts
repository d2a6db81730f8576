import { execFileSync, spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { rules, type RuleId } from '../../src/diagnostics/index.ts'
import { makeFolder } from '../made-folders.ts'
import {
  article,
  copyOf,
  lines,
  makePng,
  makeWorkspace,
  marked,
  smallBase,
  toolRoot,
  type Files,
  type JsonResult,
  type Workspace,
} from './workspace-fixture.ts'

/** What goes wrong: one of the files has the mark `‸` where the finding is expected, else `at` says where. */
interface Mistake {
  rule: RuleId
  files?: Files
  /** `file:line:column`, where no file can be marked. */
  at?: string
  /** Does to the workspace what files cannot. */
  spoil?: (workspace: Workspace) => void
}

const issueWith = (keys: string): string =>
  lines('---', 'date: 2023-05-01', 'subject: Our first letter', keys, '---', '', 'Hello.')
const first = (...body: string[]): Files => ({ 'articles/first.md': article({ title: 'First' }, ...body) })
const settingsWith = (text: string): Files => ({
  'tidings.yaml': `${String(smallBase['tidings.yaml'])}${text}`,
})
const glossaryWith = (text: string): Files => ({
  'articles/glossary.yaml': `${String(smallBase['articles/glossary.yaml'])}${text}`,
})
const template = (body: string): Files => ({
  'templates/email/default.mjml': `<mjml>\n  <mj-body>\n    ${body}\n  </mj-body>\n</mjml>\n`,
})
/** A workspace has all templates of a folder or none. */
const pageTemplates = Object.fromEntries(
  globSync('templates/archive/**/*.{html,css}', { cwd: toolRoot }).map((file) => [
    file,
    readFileSync(path.join(toolRoot, file)),
  ]),
)
const image = (name: string, content: string | Uint8Array): Files => ({
  ...first(`‸![A picture](images/${name})`),
  [`articles/images/${name}`]: content,
})

const refused: Record<string, Mistake> = {
  'broken YAML in the settings': { rule: 'workspace/invalid-yaml', files: settingsWith('series: [a\n‸') },
  'broken YAML in the glossary': {
    rule: 'workspace/invalid-yaml',
    files: glossaryWith('- term: ‸"A B\n  expansion: c\n'),
  },
  'broken YAML in an article': {
    rule: 'workspace/invalid-yaml',
    files: { 'articles/first.md': '---\ntitle: First\ntags: [a\n‸---\n' },
  },
  'broken YAML in an issue': {
    rule: 'workspace/invalid-yaml',
    files: { 'articles/issues/2023-05.md': '---\ndate: 2023-05-01\nsubject: ‸a: b\n---\n' },
  },
  'front matter that is not closed': {
    rule: 'workspace/front-matter-not-closed',
    files: { 'articles/first.md': '‸---\ntitle: First\n\nText.\n' },
  },
  'an article without front matter': {
    rule: 'workspace/missing-front-matter',
    files: { 'articles/first.md': '‸Text.\n' },
  },
  'a wrong type': {
    rule: 'workspace/invalid-setting',
    files: { 'articles/first.md': article({ title: 'First', draft: '‸perhaps' }) },
  },
  'a wrong type in the settings': {
    rule: 'workspace/invalid-setting',
    files: settingsWith('linking:\n  sectionDepth: ‸deep\n'),
  },
  'a missing title': {
    rule: 'workspace/missing-key',
    files: { 'articles/first.md': '---\n‸date: 2023-03-02\n---\n\nText.\n' },
  },
  'an impossible date': {
    rule: 'workspace/impossible-date',
    files: { 'articles/first.md': article({ title: 'First', date: '‸2023-02-30' }) },
  },
  'an impossible date of an issue': {
    rule: 'workspace/impossible-date',
    files: { 'articles/issues/2023-05.md': '---\ndate: ‸2023-13-01\nsubject: S\n---\n' },
  },
  'two articles with one slug': {
    rule: 'workspace/duplicate-slug',
    files: { 'articles/third.md': article({ title: 'Third', slug: '‸first' }) },
  },
  'two files with one name': {
    rule: 'workspace/duplicate-slug',
    files: { 'articles/old/first.md': '---\ntitle: ‸Third\n---\n' },
  },
  'an alias that is another article’s address': {
    rule: 'press/alias-taken',
    files: { 'articles/first.md': article({ title: 'First', aliases: '‸[second]' }) },
  },
  'two issues with one name': {
    rule: 'workspace/duplicate-issue',
    files: { 'articles/issues/old/2023-05.md': issueWith('articles: [second]') },
    at: 'articles/issues/old/2023-05.md:2:1',
  },
  'a slug that climbs out of its folder': {
    rule: 'workspace/invalid-slug',
    files: { 'articles/first.md': article({ title: 'First', slug: '‸../../first' }) },
  },
  'a slug of dots': {
    rule: 'workspace/invalid-slug',
    files: { 'articles/first.md': article({ title: 'First', slug: "‸'..'" }) },
  },
  'a picture that is missing': {
    rule: 'press/missing-image',
    files: first('Text ‸![A picture](images/none.png) text.'),
  },
  'a picture outside the workspace': {
    rule: 'articles/image-outside',
    files: first('‸![A picture](../../../picture.png)'),
  },
  'a picture by its place on one machine': {
    rule: 'articles/image-outside',
    files: first('‸![A picture](file:///home/me/picture.png)'),
  },
  'a picture in a folder of one machine': {
    rule: 'articles/image-outside',
    files: first('‸![A picture](C:\\\\pictures\\\\picture.png)'),
  },
  'a picture that a link takes from outside': {
    rule: 'press/image-outside',
    files: first('‸![A picture](images/link.png)'),
    spoil: ({ root }) => {
      const outside = path.join(makeFolder(), 'picture.png')
      writeFileSync(outside, makePng())
      symlinkSync(outside, path.join(root, 'articles/images/link.png'))
    },
  },
  'a picture of 200 megapixels': {
    rule: 'press/image-too-large',
    files: image('large.png', makePng(8, 8, { width: 20_000, height: 10_000 })),
  },
  'a drawing of 200 megapixels': {
    rule: 'press/image-too-large',
    files: image('large.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="10000"/>'),
  },
  'a file that is no picture': { rule: 'press/not-an-image', files: image('text.png', 'This is text.') },
  'a picture of nothing': { rule: 'press/not-an-image', files: image('empty.png', '') },
  'a picture that breaks off': {
    rule: 'press/not-an-image',
    files: image('half.png', makePng(64, 64).subarray(0, 60)),
  },
  'a picture without alternative text': {
    rule: 'articles/missing-alt',
    files: first('‸![](images/square.png)'),
  },
  'an article’s own picture without alternative text': {
    rule: 'articles/missing-alt',
    files: { 'articles/first.md': article({ title: 'First', image: '‸images/square.png' }, 'Text.') },
  },
  'a picture on another server': {
    rule: 'articles/remote-image',
    files: first('‸![A picture](https://example.com/picture.png)'),
  },
  'a logo that is missing': {
    rule: 'press/missing-image',
    files: settingsWith('brand:\n  logo: ‸none.png\n'),
  },
  'an issue that names an unknown article': {
    rule: 'press/unknown-article',
    files: { 'articles/issues/2023-05.md': issueWith('articles:\n  - first\n  - ‸thrid') },
  },
  'an issue that names a draft': {
    rule: 'press/draft-article',
    files: {
      'articles/issues/2023-05.md': issueWith('articles:\n  - first\n  - ‸second'),
      'articles/second.md': article({ title: 'Second', draft: 'true' }, 'Text.'),
    },
  },
  'an issue that names an article twice': {
    rule: 'press/repeated-article',
    files: { 'articles/issues/2023-05.md': issueWith('articles:\n  - first\n  - ‸first') },
  },
  'an issue with an unknown template': {
    rule: 'press/unknown-template',
    files: { 'articles/issues/2023-05.md': issueWith('articles: [first]\ntemplate: ‸fancy') },
  },
  'an issue of an unknown series': {
    rule: 'press/unknown-series',
    files: { 'articles/issues/2023-05.md': issueWith('articles: [first]\nseries: ‸reforms') },
  },
  'a segment over an undeclared attribute': {
    rule: 'audience/unknown-attribute',
    files: settingsWith('segments:\n  welsh: ‸nation = Wales\n'),
  },
  'a segment that cannot be read': {
    rule: 'audience/syntax',
    files: settingsWith('segments:\n  welsh: region = Wales\n  other: ‸region ==\n'),
  },
  'an unknown directive': { rule: 'articles/unknown-directive', files: first('‸:::spoiler', 'Text.', ':::') },
  'an unknown directive in an introduction': {
    rule: 'articles/unknown-directive',
    files: { 'articles/issues/2023-05.md': `${issueWith('articles: [first]')}\n‸::spoiler[Text]\n` },
  },
  'an unknown key of the front matter': {
    rule: 'workspace/unknown-key',
    files: { 'articles/first.md': article({ title: 'First', '‸autor': 'A' }) },
  },
  'an unknown key of the settings': { rule: 'workspace/unknown-key', files: settingsWith('‸tittle: a\n') },
  'a passage for an undeclared attribute': {
    rule: 'audience/unknown-attribute',
    files: first(":::audience{when='‸nation = Wales'}", 'Text.', ':::'),
  },
  'a passage for an attribute that every object has': {
    rule: 'audience/unknown-attribute',
    files: first(":::audience{when='‸constructor = Wales'}", 'Text.', ':::'),
  },
  'a passage for an undeclared value': {
    rule: 'audience/unknown-value',
    files: first(":::audience{when='region = ‸Narnia'}", 'Text.', ':::'),
  },
  'an article for an undeclared attribute': {
    rule: 'audience/unknown-attribute',
    files: { 'articles/first.md': article({ title: 'First', audience: '‸nation = Wales' }, 'Text.') },
  },
  'an issue for an undeclared attribute': {
    rule: 'audience/unknown-attribute',
    files: { 'articles/issues/2023-05.md': issueWith('articles: [first]\naudience: ‸nation = Wales') },
  },
  'a condition that is none': {
    rule: 'audience/syntax',
    files: first(":::audience{when='region =‸'}", 'Text.', ':::'),
  },
  'a template with a syntax error': { rule: 'templates/syntax', files: template('‸{% if issue.subject %}') },
  'a template with an unknown variable': {
    rule: 'templates/unknown-variable',
    files: template('<mj-section><mj-column><mj-text>{{ ‸isue }}</mj-text></mj-column></mj-section>'),
  },
  'a template with an unknown filter': {
    rule: 'templates/unknown-filter',
    files: template('‸{{ issue.subject | shout }}'),
  },
  'a template with a loop without end': {
    rule: 'templates/limit',
    files: template('‸{% for i in (1..100000000) %}x{% endfor %}'),
  },
  'a template that includes itself': { rule: 'templates/limit', files: template("‸{% render 'default' %}") },
  'a template that includes from outside its folder': {
    rule: 'templates/include-outside',
    files: template("‸{% render '../../articles/first' %}"),
  },
  'a template that includes nothing': {
    rule: 'templates/missing-file',
    files: template("‸{% render 'parts/none' %}"),
  },
  'a template that is not MJML': {
    rule: 'editions/invalid-mjml',
    files: template('‸<mj-nonsense>x</mj-nonsense>'),
  },
  'a template with MJML where it may not be': {
    rule: 'editions/invalid-mjml',
    files: template('<mj-section>‸<mj-text>x</mj-text></mj-section>'),
  },
  'a field of the recipient in a condition': {
    rule: 'templates/recipient-use',
    files: template(
      '{% if ‸recipient.name %}<mj-section><mj-column><mj-text>x</mj-text></mj-column></mj-section>{% endif %}',
    ),
  },
  'a field of the recipient in a passage’s condition': {
    rule: 'audience/recipient-field',
    files: first(":::audience{when='‸recipient.region = Wales'}", 'Text.', ':::'),
  },
  'an unknown field of the recipient': {
    rule: 'templates/recipient-field',
    files: template(
      '<mj-section><mj-column><mj-text>{{ ‸recipient.shoesize }}</mj-text></mj-column></mj-section>',
    ),
  },
  'a page’s template with a syntax error': {
    rule: 'templates/syntax',
    files: { ...pageTemplates, 'templates/archive/article.html': '<p>\n‸{% endfor %}' },
  },
  'an article that is not UTF-8': {
    rule: 'workspace/not-utf-8',
    files: { 'articles/first.md': Buffer.from('---\ntitle: A\n---\n\nCaf\xe9', 'latin1') },
    at: 'articles/first.md:5:4',
  },
  'settings that are not UTF-8': {
    rule: 'workspace/not-utf-8',
    files: { 'tidings.yaml': Buffer.from('title: Caf\xe9', 'latin1') },
    at: 'tidings.yaml:1:11',
  },
  'an article that holds NUL': {
    rule: 'workspace/nul-character',
    files: { 'articles/first.md': '---\ntitle: A\n---\n\nA‸\0B' },
  },
  'a term that is empty': {
    rule: 'glossary/invalid-term',
    files: glossaryWith("- ‸term: ''\n  expansion: nothing\n"),
  },
  'a term of blanks': {
    rule: 'glossary/invalid-term',
    files: glossaryWith("- ‸term: '  '\n  expansion: nothing\n"),
  },
  'a term of one letter': {
    rule: 'glossary/invalid-term',
    files: glossaryWith('- ‸term: A\n  expansion: one letter\n'),
  },
  'a term that is there twice': {
    rule: 'glossary/duplicate-term',
    files: glossaryWith('- ‸term: DfE\n  expansion: Department for Employment\n'),
  },
  'an article that a link takes from outside': {
    rule: 'workspace/outside-link',
    spoil: ({ root }) => {
      const outside = path.join(makeFolder(), 'secret.md')
      writeFileSync(outside, article({ title: 'Secret' }))
      symlinkSync(outside, path.join(root, 'articles/secret.md'))
    },
    at: 'articles/secret.md:1:1',
  },
  'a folder that a link takes from outside': {
    rule: 'workspace/outside-link',
    spoil: ({ root }) => symlinkSync(makeFolder(), path.join(root, 'articles/secrets')),
    at: 'articles/secrets:1:1',
  },
  'a workspace without settings': {
    rule: 'workspace/missing-file',
    spoil: ({ remove }) => remove('tidings.yaml'),
    at: 'tidings.yaml:1:1',
  },
}

/** Takes the mark out of the files; where it was is where the finding is expected. */
function unmark(mistake: Mistake): { files: Files; at: string } {
  let at = mistake.at
  const files = Object.entries(mistake.files ?? {}).map(([file, content]) => {
    if (typeof content !== 'string' || !content.includes('‸')) return [file, content]
    const { text, at: place } = marked(content)
    at ??= `${file}:${place}`
    return [file, text]
  })
  if (at === undefined) throw new Error('A mistake must say where it is')
  return { files: Object.fromEntries(files) as Files, at }
}

describe('what is refused', () => {
  const sound = makeWorkspace()
  let result: JsonResult
  beforeAll(async () => void (result = await sound.json('build', '--jobs', '1')))

  it('is not the workspace in which the mistakes are made', () => {
    expect(result).toMatchObject({ code: 0, errors: [] })
    expect(Object.keys(sound.outTree())).toContain('email/2023-05/everyone/email.html')
  })

  it.each(Object.keys(refused))('%s', async (what) => {
    const mistake = refused[what]!
    const { files, at } = unmark(mistake)
    const workspace = copyOf(sound)
    const before = workspace.outTree()

    for (const [file, content] of Object.entries(files)) workspace.write(file, content!)
    mistake.spoil?.(workspace)
    const built = await workspace.json('build', '--jobs', '1')

    expect(built.errors).toEqual([`${mistake.rule} ${at}`])
    expect(built.code).toBe(1)
    const finding = built.diagnostics.find(({ severity }) => severity === 'error')!
    expect(finding.note).not.toBe('')
    expect(finding.message).toMatch(/^Unexpected .+, expected .+/s)
    expect(rules[finding.ruleId].severity).toBe('error')
    expect(workspace.outTree()).toEqual(before)

    const checked = await workspace.json('check')
    expect([checked.code, checked.errors]).toEqual([1, built.errors])
  })
})

describe('where out/ cannot be written', () => {
  it('a file in its place is refused and kept', async () => {
    const workspace = makeWorkspace({ out: 'mine' })
    const built = await workspace.json('build')
    expect([built.code, built.errors]).toEqual([1, ['press/output-not-writable out:1:1']])
    expect(built.diagnostics[0]?.note).not.toBe('')
    expect(workspace.read('out')).toBe('mine')
  })

  it('a read-only file system is refused, and what was built stays', async ({ skip }) => {
    const workspace = makeWorkspace()
    await workspace.build()
    const before = workspace.tree()
    if (!mount(['--bind', workspace.root, workspace.root])) skip('needs the right to mount')
    execFileSync('mount', ['-o', 'remount,ro,bind', workspace.root])
    const checked = await workspace.json('check')
    expect([checked.code, checked.diagnostics]).toEqual([0, []])
    const unchanged = await workspace.json('build')
    expect(unchanged.errors.every((error) => error === 'press/output-not-writable out:1:1')).toBe(true)
    const fresh = makeWorkspace()
    if (!mount(['--bind', fresh.root, fresh.root])) skip('needs the right to mount')
    execFileSync('mount', ['-o', 'remount,ro,bind', fresh.root])
    const built = await fresh.json('build')
    expect([built.code, built.errors]).toEqual([1, ['press/output-not-writable out:1:1']])
    expect(workspace.tree()).toEqual(before)
  })
})

describe('a full disk', () => {
  it('is refused, and what was built stays', async ({ skip }) => {
    const workspace = makeWorkspace()
    if (!mount(['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', workspace.root])) skip('needs the right to mount')
    for (const [file, content] of Object.entries(smallBase)) workspace.write(file, content)
    expect((await workspace.json('build')).errors).toEqual([])
    const before = workspace.outTree()
    workspace.write('articles/first.md', article({ title: 'Changed' }, 'Text.'))
    fill(workspace)
    const built = await workspace.json('build')
    expect([built.code, built.errors]).toEqual([1, ['press/disk-full out:1:1']])
    expect(built.diagnostics[0]?.note).not.toBe('')
    expect(workspace.outTree()).toEqual(before)
    workspace.remove('filler')
    expect((await workspace.json('build')).errors).toEqual([])
    expect(workspace.read('out/archive/articles/first/index.html')).toContain('Changed')
  })

  it('is refused when no file may grow', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const before = workspace.outTree()
    workspace.write('articles/first.md', article({ title: 'Changed' }, 'Text. '.repeat(2000)))
    const command = `ulimit -f 8; exec "${process.execPath}" src/cli.ts build --json --jobs 1 --workspace "${workspace.root}"`
    const { status, stdout } = spawnSync('bash', ['-c', command], { encoding: 'utf8' })
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { ruleId: string }[] }
    expect([status, diagnostics.map(({ ruleId }) => ruleId)]).toEqual([1, ['press/disk-full']])
    expect(workspace.outTree()).toEqual(before)
  })
})

/** Mounts on the last argument until the test ends; false where that is not permitted. */
function mount(args: string[]): boolean {
  const target = args.at(-1)!
  mkdirSync(target, { recursive: true })
  const isDone = spawnSync('mount', args).status === 0
  if (isDone) onTestFinished(() => void spawnSync('umount', [target]))
  return isDone
}

/** Leaves no room on the workspace's disk. */
function fill(workspace: Workspace): void {
  try {
    workspace.write('filler', Buffer.alloc(4_000_000))
  } catch {
    // The disk is full now, which is what was wanted.
  }
}
