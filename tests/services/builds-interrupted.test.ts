import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { isLongRun } from '../long-run.ts'
import { article, makeWorkspace, type Files, type Tree, type Workspace } from '../press/workspace-fixture.ts'

const articleCount = 10

const rounds = isLongRun ? 30 : 6

/** Enough articles that a build takes a while, and that every file of it says which version it is. */
function version(name: string): Files {
  const body = Array.from(
    { length: 12 },
    (_, index) => `Paragraph ${index} of ${name}: the DfE and the ICB wrote to every LA.\n`,
  )
  const articles = Array.from({ length: articleCount }, (_, index) => {
    return [
      `articles/n${index}.md`,
      article({ title: `Article ${index} of ${name}`, date: '2023-03-02' }, ...body),
    ]
  })
  return Object.fromEntries(articles) as Files
}

function lay(workspace: Workspace, files: Files): void {
  for (const [file, content] of Object.entries(files)) if (content !== null) workspace.write(file, content)
}

const trees = new Map<string, Tree>()

/** What a version looks like when it is built from nothing. */
async function treeOf(name: string): Promise<Tree> {
  const known = trees.get(name)
  if (known) return known
  const workspace = makeWorkspace(version(name))
  await workspace.build()
  const tree = workspace.outTree()
  trees.set(name, tree)
  return tree
}

/** The part of a tree below one name of `out/`. */
function part(tree: Tree, name: string): Tree {
  return Object.fromEntries(
    Object.entries(tree).filter(([file]) => file === name || file.startsWith(`${name}/`)),
  )
}

describe('a build that is killed at any moment', () => {
  it('leaves the old version or the new, whole, and the next build is as one from nothing', async () => {
    const whole = { odd: await treeOf('odd'), even: await treeOf('even') }
    const workspace = makeWorkspace(version('even'))
    await workspace.build()
    let wholeMs = Infinity
    let killed = 0
    // On a busy machine one build may take half as long as another, and be done before it is to be killed.
    const isEnough = (round: number): boolean =>
      round >= rounds && (killed > rounds / 3 || round >= 4 * rounds)
    for (let round = 0; !isEnough(round); round++) {
      const next = round % 2 === 0 ? 'odd' : 'even'
      lay(workspace, version(next))
      // The moments lie over the whole time of a build, most of them near its end, where it writes.
      const moment = wholeMs * (round < rounds / 3 ? (3 * round) / rounds : 0.6 + 0.4 * Math.random())
      const begun = performance.now()
      const { signal } = await workspace.cli(['build', '--jobs', '1', '--quiet'], {
        onStart: (child) => void (round > 0 && sleep(moment).then(() => child.kill('SIGKILL'))),
      })
      if (signal === 'SIGKILL') killed++
      else wholeMs = Math.min(wholeMs, performance.now() - begun)
      const isBetween = existsSync(path.join(workspace.root, '.tidings/staging/journal.json'))
      const found = workspace.outTree()
      for (const name of isBetween ? [] : ['archive', 'email', 'report.json']) {
        expect([part(whole.odd, name), part(whole.even, name)]).toContainEqual(part(found, name))
      }
      if (round % 3 === 2) {
        expect((await workspace.json('build', '--jobs', '1')).errors).toEqual([])
        expect(workspace.outTree()).toEqual(whole[next])
      }
    }
    expect(killed).toBeGreaterThan(rounds / 3)
  })
})

describe('two builds at once', () => {
  it('both end well, and what is in out/ is not mixed', async () => {
    const tree = await treeOf('odd')
    const workspace = makeWorkspace(version('odd'))
    const results = await Promise.all([1, 2].map((jobs) => workspace.cli(['build', '--jobs', String(jobs)])))
    expect(results.map(({ code }) => code)).toEqual([0, 0])
    expect(workspace.outTree()).toEqual(tree)
    expect(results.map(({ stderr }) => stderr).join()).toContain('Another build of this workspace is running')
  })

  it('of files that change in between give the last version, whole', async () => {
    const tree = await treeOf('even')
    const workspace = makeWorkspace(version('odd'))
    const first = workspace.cli(['build', '--jobs', '1', '--quiet'])
    await expect.poll(() => existsSync(path.join(workspace.root, '.tidings/lock'))).toBe(true)
    lay(workspace, version('even'))
    const second = workspace.cli(['build', '--jobs', '1', '--quiet'])
    expect((await Promise.all([first, second])).map(({ code }) => code)).toEqual([0, 0])
    expect(workspace.outTree()).toEqual(tree)
  })

  it('in one process wait for each other', async () => {
    const workspace = makeWorkspace()
    const results = await Promise.all([workspace.build(), workspace.build(), workspace.build()])
    expect(results.flatMap(({ diagnostics }) => diagnostics)).toEqual([])
    expect(results.map(({ replaced }) => replaced.length).toSorted()).toEqual([0, 0, 3])
  })

  it('and a check beside them neither fails nor disturbs', async () => {
    const workspace = makeWorkspace(version('odd'))
    const build = workspace.cli(['build', '--jobs', '1', '--quiet'])
    const codes: number[] = []
    for (let isRunning = true; isRunning;) {
      isRunning = await Promise.race([build.then(() => false), sleep(1).then(() => true)])
      codes.push((await workspace.json('check')).code)
    }
    expect((await build).code).toBe(0)
    expect(new Set(codes)).toEqual(new Set([0]))
    expect(workspace.outTree()).toEqual(await treeOf('odd'))
  })
})
