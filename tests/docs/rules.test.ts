import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rules, type Diagnostic, type RuleId } from '../../src/diagnostics/index.ts'
import { importGlossary } from '../../src/press/glossary/index.ts'
import { check } from '../../src/press/index.ts'
import { codedExamples } from './coded-examples.ts'
import { readRulePage, sectionOf, type ExampleFile, type RulePage } from './rule-page.ts'
import { runSection, type PrintedFinding } from './shell-example.ts'
import { TemporaryWorkspace } from './temporary-workspace.ts'

const root = path.resolve(import.meta.dirname, '../..')
const ids = Object.keys(rules) as RuleId[]
const pageOf = (id: string): string => path.join(root, 'docs/rules', `${id}.md`)

test('every rule has a page, and every page a rule', () => {
  const pages = globSync('*/*.md', { cwd: path.join(root, 'docs/rules') }).map((file) => file.slice(0, -3))
  expect(pages.toSorted()).toEqual(ids.toSorted())
})

test('every rule is used by the source', () => {
  const files = globSync('src/**/*.ts', { cwd: root }).filter((file) => !file.startsWith('src/diagnostics/'))
  const source = files.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n')
  const isUsed = (id: RuleId): boolean => {
    const [room = '', name = ''] = id.split('/')
    // The templates' findings are worded in one place, which adds the room's name.
    const isWorded = room === 'templates' && new RegExp(`worded\\(\\s*'${name}'`).test(source)
    return isWorded || source.includes(`'${id}'`)
  }
  expect(ids.filter((id) => !isUsed(id))).toEqual([])
})

test('the workspace under the examples has no finding of its own', async () => {
  using workspace = new TemporaryWorkspace()
  const { diagnostics } = await check({ root: workspace.root })
  expect(diagnostics).toEqual([])
})

describe.each(ids.filter((id) => existsSync(pageOf(id))))('%s', (id) => {
  const page = readRulePage(pageOf(id))

  test('has a page of the usual form', () => {
    expect(page.headings).toEqual([`# ${id}`, '## What', '## Why', '## Example', '## Fix'])
    expect(page.text.split('\n').length).toBeLessThanOrEqual(60)
  })

  let workspace: TemporaryWorkspace
  beforeAll(() => void (workspace = new TemporaryWorkspace()))
  afterAll(() => workspace[Symbol.dispose]())
  let shown: Promise<Found> | undefined
  const showExample = (): Promise<Found> => (shown ??= findingsOfExample(id, page, workspace))

  test('is found in its example, and there is nothing else to find but what it leads to', async () => {
    const { found, file } = await showExample()
    const own = found.filter(({ ruleId }) => ruleId === id)
    expect(own.map((diagnostic) => diagnostic.file)).toContain(file)
    // A mistake that only matters beside another one cannot be shown without it.
    const isExpected = (rule: RuleId): boolean => rule === id || page.text.includes(`<!-- with: ${rule} -->`)
    expect(notable(found).filter(({ ruleId }) => !isExpected(ruleId))).toEqual([])
  })

  test('is not found after the correction, and nothing else is', async () => {
    // What code and commands put right is what the example left.
    const goesOn = page.marker === 'code' || page.marker === 'sh'
    if (goesOn) await showExample()
    using fresh = goesOn ? undefined : new TemporaryWorkspace()
    const found = await findingsOfFix(id, page, fresh ?? workspace)
    expect(found.filter(({ ruleId }) => ruleId === id)).toEqual([])
    expect(notable(found)).toEqual([])
  })
})

function notable(found: readonly PrintedFinding[]): PrintedFinding[] {
  return found.filter(({ severity }) => severity !== 'info')
}

interface Found {
  found: readonly PrintedFinding[]
  /** The file in which the page says that the finding is. */
  file: string
}

async function findingsOfExample(id: RuleId, page: RulePage, workspace: TemporaryWorkspace): Promise<Found> {
  const coded = codedExamples[id]
  expect(page.marker === 'code', 'an example in code has a page that says so').toBe(coded !== undefined)
  if (coded) return { found: await coded.example(workspace), file: coded.file }
  if (page.marker === 'sh') {
    workspace.lay(page.example)
    return {
      found: await runSection(sectionOf(page.text, 'Example'), workspace),
      file: fileOfFinding(id, page),
    }
  }
  expect(page.example, 'a block with file=… in Example').not.toEqual([])
  return { found: await findingsOf(page.example, page, workspace), file: fileOfFinding(id, page) }
}

async function findingsOfFix(
  id: RuleId,
  page: RulePage,
  workspace: TemporaryWorkspace,
): Promise<readonly PrintedFinding[]> {
  const coded = codedExamples[id]
  if (coded) return coded.fix(workspace)
  if (page.marker === 'sh') {
    workspace.lay(page.fix)
    return runSection(sectionOf(page.text, 'Fix'), workspace)
  }
  expect(page.fix, 'a block with file=… in Fix').not.toEqual([])
  return findingsOf(page.fix, page, workspace)
}

/** The file of the workspace that the page's Example names first in its words. */
function fileOfFinding(id: RuleId, page: RulePage): string {
  const words = page.text.slice(page.text.indexOf('## Example'))
  const name =
    /`((?:articles|mailed|templates|out)\/[^`\n]+|tidings\.yaml|transport\.js|list\.txt|list\.csv|minutes\.[a-z]+|TIDINGS_KEYS|roster)`/.exec(
      words,
    )?.[1]
  return name ?? `a file that ${id}.md names`
}

async function findingsOf(
  files: readonly ExampleFile[],
  page: RulePage,
  workspace: TemporaryWorkspace,
): Promise<readonly Diagnostic[]> {
  workspace.lay(files)
  const list = /^import (\S+)$/.exec(page.marker ?? '')?.[1]
  if (list === undefined) return (await check({ root: workspace.root })).diagnostics
  return (await importGlossary(workspace.root, workspace.path(list), false)).diagnostics
}
