import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recoverOutput, stageOutput, writeFileWhole } from '../../src/workspace/index.ts'
import { makeFolder } from '../made-folders.ts'
import { makeWorkspace, workspaceAt } from '../press/workspace-fixture.ts'

const old = {
  'out/archive/index.html': 'old',
  'out/archive/gone.html': 'old',
  'out/email/1/email.html': 'old',
  'out/report.json': 'old',
  '.tidings/cache.db': '',
}

function oldOutput() {
  return makeWorkspace(old, 'empty')
}

/** A stage as `build` leaves it just before it commits. */
function stageNew(root: string) {
  const stage = stageOutput(root)
  stage.write('archive/index.html', 'new')
  stage.write('archive/articles/a/index.html', 'new')
  stage.keep('email/1/email.html')
  stage.write('email/1/email.txt', 'new')
  stage.write('report.json', 'new')
  return stage
}

const files = (workspace: { tree: (folder?: string) => Record<string, string> }): string[] =>
  Object.entries(workspace.tree('out')).flatMap(([file, hash]) => (hash === 'folder' ? [] : [file]))

describe('replacing parts of out/', () => {
  it('leaves everything as it is until it is committed', () => {
    const workspace = oldOutput()
    const before = workspace.outTree()
    const stage = stageNew(workspace.root)
    expect(workspace.outTree()).toEqual(before)
    stage.discard()
    expect(workspace.outTree()).toEqual(before)
    expect(existsSync(path.join(workspace.root, '.tidings/staging'))).toBe(false)
  })

  it('replaces the parts named, whole, and leaves the others', () => {
    const workspace = oldOutput()
    stageNew(workspace.root).commit(['archive', 'email'])
    expect(files(workspace)).toEqual([
      'archive/articles/a/index.html',
      'archive/index.html',
      'email/1/email.html',
      'email/1/email.txt',
      'report.json',
    ])
    expect(workspace.read('out/archive/index.html')).toBe('new')
    expect(workspace.read('out/email/1/email.html')).toBe('old')
    expect(workspace.read('out/report.json')).toBe('old')
    expect(existsSync(path.join(workspace.root, '.tidings/staging'))).toBe(false)
  })

  it('removes a part that has no file any more', () => {
    const workspace = oldOutput()
    const stage = stageOutput(workspace.root)
    stage.write('archive/index.html', 'new')
    stage.commit(['archive', 'email'])
    expect(files(workspace)).toEqual(['archive/index.html', 'report.json'])
  })

  it('makes out/ where there is none, and keeps what a user put there', () => {
    const workspace = makeWorkspace({ '.tidings/x': '' }, 'empty')
    stageOutput(workspace.root).commit([])
    workspace.write('out/CNAME', 'news.example.org')
    const stage = stageOutput(workspace.root)
    stage.write('report.json', 'new')
    stage.commit(['report.json'])
    expect(files(workspace)).toEqual(['CNAME', 'report.json'])
  })

  it('starts afresh after a build that was interrupted', () => {
    const workspace = oldOutput()
    stageOutput(workspace.root).write('archive/stray.html', 'stray')
    stageNew(workspace.root).commit(['archive'])
    expect(files(workspace)).not.toContain('archive/stray.html')
  })

  it('refuses at once when out/ cannot be a folder', () => {
    const { root } = makeWorkspace({ out: 'a file', '.tidings/x': '' }, 'empty')
    expect(() => stageOutput(root)).toThrow(expect.objectContaining({ code: 'EEXIST' }))
  })
})

describe('recovering', () => {
  const parts = ['archive', 'email', 'report.json'] as const

  /** Everything that `commit` does, cut off after so many renames. */
  function crashAfter(root: string, renames: number): void {
    stageNew(root)
    const staging = path.join(root, '.tidings/staging')
    writeFileSync(
      path.join(staging, 'replace.json'),
      JSON.stringify(parts.map((name) => ({ name, remove: false }))),
    )
    mkdirSync(path.join(staging, 'old'))
    const moves = parts.flatMap((name) => [
      [path.join(root, 'out', name), path.join(staging, 'old', name)],
      [path.join(staging, 'new', name), path.join(root, 'out', name)],
    ])
    for (const [from, to] of moves.slice(0, renames)) renameSync(from!, to!)
  }

  const finished = oldOutput()
  stageNew(finished.root).commit(parts)

  it.each([0, 1, 2, 3, 4, 5, 6])('finishes what was begun, cut off after %i renames', (renames) => {
    const workspace = oldOutput()
    crashAfter(workspace.root, renames)
    recoverOutput(workspace.root)
    expect(workspace.outTree()).toEqual(finished.outTree())
    expect(existsSync(path.join(workspace.root, '.tidings/staging'))).toBe(false)
    recoverOutput(workspace.root)
    expect(workspace.outTree()).toEqual(finished.outTree())
  })

  it('can itself be cut off anywhere', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6 }),
        fc.array(fc.constantFrom(...parts), { maxLength: 3 }),
        (renames, again) => {
          const workspace = oldOutput()
          crashAfter(workspace.root, renames)
          const staging = path.join(workspace.root, '.tidings/staging')
          for (const name of new Set(again)) {
            const [present, waiting] = [
              path.join(workspace.root, 'out', name),
              path.join(staging, 'new', name),
            ]
            if (existsSync(waiting) && !existsSync(present)) renameSync(waiting, present)
          }
          recoverOutput(workspace.root)
          expect(workspace.outTree()).toEqual(finished.outTree())
        },
      ),
      { numRuns: 30 },
    )
  })

  it('clears away a stage without a journal and leaves out/ as it was', () => {
    const workspace = oldOutput()
    const before = workspace.outTree()
    stageNew(workspace.root)
    recoverOutput(workspace.root)
    expect(workspace.outTree()).toEqual(before)
    expect(existsSync(path.join(workspace.root, '.tidings/staging'))).toBe(false)
  })

  it('takes a journal that was cut off while it was written for none', () => {
    const workspace = oldOutput()
    const before = workspace.outTree()
    stageNew(workspace.root)
    workspace.write('.tidings/staging/replace.json.tmp', '[{"name":"arch')
    recoverOutput(workspace.root)
    expect(workspace.outTree()).toEqual(before)
  })

  it('does nothing in a workspace that was never built', () => {
    const folder = makeFolder()
    recoverOutput(folder)
    expect(workspaceAt(folder).tree()).toEqual({})
  })
})

describe('writing one file', () => {
  it('replaces it whole and leaves nothing else', () => {
    const workspace = makeWorkspace({ a: 'old' }, 'empty')
    writeFileWhole(path.join(workspace.root, 'a'), 'new')
    expect(workspace.read('a')).toBe('new')
    expect(Object.keys(workspace.tree())).toEqual(['a'])
  })

  it('leaves the old one and nothing else when it cannot', () => {
    const workspace = makeWorkspace({ 'a/b': 'old' }, 'empty')
    expect(() => writeFileWhole(path.join(workspace.root, 'a'), 'new')).toThrow()
    expect(Object.keys(workspace.tree())).toEqual(['a', 'a/b'])
  })
})
