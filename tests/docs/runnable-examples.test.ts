import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Code } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { expect, test } from 'vitest'
import { markedBlock, readDocument } from './markdown-links.ts'
import { TemporaryWorkspace } from './temporary-workspace.ts'

const root = path.resolve(import.meta.dirname, '../..')
const developers = readDocument(root, 'docs/developers.md')
const run = promisify(execFile)

test.each(['glossary-alone.js', 'glossary-mentions.js'])(
  'the example %s of the glossary module prints what the guide says',
  async (name) => {
    using workspace = new TemporaryWorkspace()
    const { stdout } = await runExample(name, workspace)
    expect(stdout.trimEnd()).toBe(markedBlock(developers, `output=${name}`))
  },
)

test('the example of the build API checks a workspace and builds it', async () => {
  using workspace = new TemporaryWorkspace()
  const { stdout } = await runExample('check-and-build.js', workspace)
  expect(stdout.split('\n').slice(0, 2)).toEqual(['2026-01: everyone', 'made archive, email, report.json'])
})

test('the example of the build API says what is wrong and builds nothing', async () => {
  using workspace = new TemporaryWorkspace()
  workspace.write('articles/meetings.md', '---\ntitel: Meetings\n---\n')
  const { stdout, stderr } = await runExample('check-and-build.js', workspace)
  expect(stdout).toBe('')
  expect(stderr).toContain('articles/meetings.md:2:1 ')
})

test('the tour of the README does what it says', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tidings-tour-'))
  const tool = `tidings() { "${process.execPath}" "${path.join(root, 'src/cli.ts')}" "$@"; }`
  const lines = tourLines().filter((line) => !line.startsWith('alias ') && line !== 'tidings studio')
  const article = (text: string): string => `cat > articles/meetings.md <<'END'\n${text}\nEND`
  const addition = `sed -i.old 's/^  - welcome$/  - welcome\\n  - meetings/' articles/issues/2026-01.md`
  const instead: Record<string, string> = {
    ARTICLE: article(tourBlock('markdown')),
    'tidings build': `${addition}\ntidings build`,
    // A plan that was only shown is not complete.
    'tidings send 2026-01': 'tidings send 2026-01 || test $? = 3',
  }
  const script = lines.map((line) => instead[line] ?? line).join('\n')
  try {
    mkdirSync(path.join(folder, 'clone'))
    const cwd = path.join(folder, 'clone')
    const { stdout, stderr } = await run('sh', ['-c', `set -e\n${tool}\n${script}`], {
      cwd,
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] },
    })
    expect(stderr.match(/glossary\/undefined-abbreviation/g)).toHaveLength(2)
    expect(stderr).toContain('Added: 1 (NEC)')
    expect(stderr).toContain('Added: 1 (DSL)')
    const text = readFileSync(path.join(folder, 'news/out/email/2026-01/everyone/email.txt'), 'utf8')
    expect(text.replace(/\s+/g, ' ')).toContain('the DSL (designated safeguarding lead) reports to it.')
    expect(existsSync(path.join(folder, 'news/out/archive/articles/meetings/index.html'))).toBe(true)
    expect(stdout).toContain('Ann Smith <ann@example.org>')
    expect(
      readdirSync(path.join(folder, 'news/letters')).filter((name) => name.endsWith('.eml')),
    ).toHaveLength(1)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

const readme = readDocument(root, 'README.md')

/** The blocks of the tour, from its heading to the next. */
function tourBlocks(): Code[] {
  const start = readme.tree.children.findIndex(
    (node) => node.type === 'heading' && toString(node).includes('tour'),
  )
  const rest = readme.tree.children.slice(start + 1)
  const end = rest.findIndex((node) => node.type === 'heading')
  return rest.slice(0, end).filter((node) => node.type === 'code')
}

/** The tour's commands in order, with `ARTICLE` where it asks to write one. */
function tourLines(): string[] {
  return tourBlocks().flatMap(({ lang, value }) => (lang === 'sh' ? value.split('\n') : ['ARTICLE']))
}

function tourBlock(lang: string): string {
  return tourBlocks().find((block) => block.lang === lang)?.value ?? ''
}

/** Runs a block of the guide as a program of its own, in the workspace's folder, with the package from its source. */
async function runExample(
  name: string,
  workspace: TemporaryWorkspace,
): Promise<{ stdout: string; stderr: string }> {
  const source = markedBlock(developers, `file=${name}`).replace(/(?<= from ')[^']+/g, addressOf)
  workspace.write(name.replace(/js$/, 'mjs'), source)
  const environment = { ...process.env, NODE_NO_WARNINGS: '1' }
  return run(process.execPath, [name.replace(/js$/, 'mjs')], { cwd: workspace.root, env: environment })
}

function addressOf(module: string): string {
  const own: Record<string, string> = { tidings: 'src/index.ts', 'tidings/glossary': 'src/glossary/index.ts' }
  if (module.startsWith('node:')) return module
  if (own[module]) return pathToFileURL(path.join(root, own[module])).href
  const found = createRequire(import.meta.url).resolve(module)
  return path.isAbsolute(found) ? pathToFileURL(found).href : `node:${found}`
}
