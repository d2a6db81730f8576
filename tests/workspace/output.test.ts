import { existsSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  presentOutput,
  recoverOutput,
  stageOutput,
  writeFileWhole,
  type OutputStage,
} from '../../src/workspace/index.ts'
import { makeFolder } from '../made-folders.ts'
import { makeWorkspace, workspaceAt, type Workspace } from '../press/workspace-fixture.ts'

const parts = ['archive', 'email', 'report.json'] as const

const old = {
  'out/archive/index.html': 'old',
  'out/archive/gone/index.html': 'old',
  'out/archive/same.html': 'same',
  'out/email/1/email.html': 'same',
  'out/report.json': 'old',
  '.tidings/cache.db': '',
}

const wanted = {
  'archive/index.html': 'new',
  'archive/articles/a/index.html': 'new',
  'archive/same.html': 'same',
  'email/1/email.html': 'same',
  'email/1/email.txt': 'new',
  'report.json': 'new',
}

function oldOutput() {
  return makeWorkspace(old, 'empty')
}

function writeAll(stage: OutputStage, files: Readonly<Record<string, string>>): void {
  for (const [file, content] of Object.entries(files)) stage.write(file, content)
}

function beginStage(root: string): OutputStage {
  return stageOutput(root, presentOutput(root, parts))
}

/** A stage as `build` leaves it just before it commits. */
function stageNew(root: string): OutputStage {
  const stage = beginStage(root)
  writeAll(stage, wanted)
  return stage
}

/** Brings `out/` to exactly these files. */
function replace(root: string, files: Readonly<Record<string, string>>): void {
  const stage = beginStage(root)
  writeAll(stage, files)
  stage.commit(stage.changes(Object.keys(files)))
}

function contentsOf(workspace: Workspace): Record<string, string> {
  const files = Object.entries(workspace.tree('out')).filter(([, hash]) => hash !== 'folder')
  return Object.fromEntries(files.map(([file]) => [file, workspace.read(`out/${file}`)]))
}

function stagingOf({ root }: Workspace): string {
  return path.join(root, '.tidings/staging')
}

describe('changing out/', () => {
  it('leaves everything as it is until it is committed', () => {
    const workspace = oldOutput()
    const before = workspace.outTree()
    const stage = stageNew(workspace.root)
    expect(workspace.outTree()).toEqual(before)
    stage.discard()
    expect(workspace.outTree()).toEqual(before)
    expect(existsSync(stagingOf(workspace))).toBe(false)
  })

  it('brings it to exactly the files wanted, with no folder that is empty', () => {
    const workspace = oldOutput()
    replace(workspace.root, wanted)
    expect(contentsOf(workspace)).toEqual(wanted)
    expect(workspace.outTree()).not.toHaveProperty('archive/gone')
    expect(existsSync(stagingOf(workspace))).toBe(false)
  })

  it('says what is new, other and gone, and stages nothing that is the same', () => {
    const { root } = oldOutput()
    const stage = beginStage(root)
    expect(stage.write('archive/same.html', 'same')).toBe(false)
    expect(stage.write('archive/same.html', new TextEncoder().encode('same'))).toBe(false)
    expect(stage.write('archive/same.html', ['sa', 'me'])).toBe(false)
    expect(stage.write('archive/same.html', ['sa', 'mf'])).toBe(true)
    expect(stage.write('archive/index.html', 'new')).toBe(true)
    expect(stage.write('email/2/email.html', 'new')).toBe(true)
    const files = ['archive/index.html', 'email/1/email.html', 'email/2/email.html', 'report.json']
    expect(stage.changes(files)).toEqual({
      added: ['email/2/email.html'],
      changed: ['archive/index.html'],
      removed: ['archive/same.html', 'archive/gone/index.html'],
    })
  })

  it('leaves a file alone whose content stays, and what lies beside its parts', () => {
    const workspace = oldOutput()
    workspace.write('out/CNAME', 'news.example.org')
    replace(workspace.root, { 'archive/same.html': 'same' })
    expect(contentsOf(workspace)).toEqual({ 'archive/same.html': 'same', CNAME: 'news.example.org' })
  })

  it('makes out/ where there is none', () => {
    const workspace = makeWorkspace({ '.tidings/x': '' }, 'empty')
    replace(workspace.root, wanted)
    expect(contentsOf(workspace)).toEqual(wanted)
  })

  it('puts a file where a folder was, and a folder where a file was', () => {
    const workspace = oldOutput()
    const files = { 'archive/gone': 'new', 'archive/index.html/a.html': 'new', 'email/1': 'new' }
    replace(workspace.root, files)
    expect(contentsOf(workspace)).toEqual(files)
  })

  it('puts files in place of links, and not where they lead', () => {
    const workspace = oldOutput()
    const elsewhere = makeWorkspace({ 'page.html': 'theirs', 'folder/index.html': 'theirs' }, 'empty')
    const out = path.join(workspace.root, 'out')
    symlinkSync(path.join(elsewhere.root, 'page.html'), path.join(out, 'archive/page.html'))
    symlinkSync(path.join(elsewhere.root, 'folder'), path.join(out, 'archive/folder'))
    symlinkSync(path.join(elsewhere.root, 'nowhere'), path.join(out, 'archive/broken.html'))
    rmSync(path.join(out, 'email'), { recursive: true })
    symlinkSync(elsewhere.root, path.join(out, 'email'))
    const files = {
      'archive/page.html': 'theirs',
      'archive/folder/index.html': 'theirs',
      'archive/broken.html': 'new',
      'email/1/email.html': 'new',
    }
    const theirs = elsewhere.tree()
    replace(workspace.root, files)
    expect(contentsOf(workspace)).toEqual(files)
    expect(Object.keys(workspace.outTree())).toContain('archive/folder/index.html')
    expect(elsewhere.tree()).toEqual(theirs)
  })

  it('starts afresh after a build that was interrupted', () => {
    const workspace = oldOutput()
    beginStage(workspace.root).write('archive/stray.html', 'stray')
    replace(workspace.root, wanted)
    expect(contentsOf(workspace)).toEqual(wanted)
  })

  it('does not look into a folder that is as it was known', () => {
    const workspace = oldOutput()
    const folder = path.join(workspace.root, 'out/archive')
    const known = (mtimeMs: number) =>
      new Map([
        ['archive', { mtimeMs, files: ['archive/known.html'], folders: ['archive/gone', 'archive/lost'] }],
      ])
    const { mtimeMs } = statSync(folder)
    const present = (then: number) => [...presentOutput(workspace.root, ['archive'], known(then))]
    expect(present(mtimeMs)).toEqual(['archive/known.html', 'archive/gone/index.html'])
    expect(present(mtimeMs - 1).sort()).toEqual([
      'archive/gone/index.html',
      'archive/index.html',
      'archive/same.html',
    ])
  })

  it('refuses at once when out/ cannot be a folder', () => {
    const { root } = makeWorkspace({ out: 'a file', '.tidings/x': '' }, 'empty')
    expect(() => beginStage(root)).toThrow(expect.objectContaining({ code: 'EEXIST' }))
  })

  it('comes from any files to any others', () => {
    const names = fc.constantFrom('a', 'b', 'a/b', 'a/b/c', 'b/c', 'c/a')
    const some = fc
      .dictionary(names, fc.constantFrom('one', 'two'), { maxKeys: 4 })
      .map((chosen) => Object.entries(chosen).map(([file, text]) => [`archive/${file}`, text] as const))
      // A file is not the folder of another.
      .filter((files) => files.every(([one]) => files.every(([other]) => !other.startsWith(`${one}/`))))
      .map((files) => Object.fromEntries(files))
    fc.assert(
      fc.property(some, some, (before, after) => {
        const workspace = makeWorkspace({ '.tidings/x': '' }, 'empty')
        replace(workspace.root, before)
        replace(workspace.root, after)
        expect(contentsOf(workspace)).toEqual(after)
      }),
      { numRuns: 100 },
    )
  })
})

describe('recovering', () => {
  /** Every step of a commit, in order; some of them were done when the process was killed. */
  const steps: ((staging: string, out: string) => void)[] = [
    (_, out) => mkdirSync(path.join(out, 'archive/articles/a'), { recursive: true }),
    ...['archive/articles/a/index.html', 'email/1/email.txt', 'archive/index.html', 'report.json'].map(
      (file) => (staging: string, out: string) =>
        renameSync(path.join(staging, 'new', file), path.join(out, file)),
    ),
    (_, out) => rmSync(path.join(out, 'archive/gone/index.html')),
    (_, out) => rmSync(path.join(out, 'archive/gone'), { recursive: true }),
  ]
  const journal = {
    put: ['archive/articles/a/index.html', 'email/1/email.txt', 'archive/index.html', 'report.json'],
    remove: ['archive/gone/index.html'],
  }

  function crashAfter(workspace: Workspace, done: number): void {
    stageNew(workspace.root)
    const staging = stagingOf(workspace)
    writeFileSync(path.join(staging, 'journal.json'), JSON.stringify(journal))
    for (const step of steps.slice(0, done)) step(staging, path.join(workspace.root, 'out'))
  }

  it.each([0, 1, 2, 3, 4, 5, 6, 7])('finishes what was begun, cut off after %i steps', (done) => {
    const workspace = oldOutput()
    crashAfter(workspace, done)
    recoverOutput(workspace.root)
    expect(contentsOf(workspace)).toEqual(wanted)
    expect(workspace.outTree()).not.toHaveProperty('archive/gone')
    expect(existsSync(stagingOf(workspace))).toBe(false)
    recoverOutput(workspace.root)
    expect(contentsOf(workspace)).toEqual(wanted)
  })

  it('shows each file as the old one or the new one at every step', () => {
    const kept = Object.keys(wanted).filter((file) => `out/${file}` in old)
    for (let done = 0; done <= steps.length; done++) {
      const workspace = oldOutput()
      crashAfter(workspace, done)
      const now = contentsOf(workspace)
      for (const file of kept)
        expect([old[`out/${file}` as keyof typeof old], wanted[file as keyof typeof wanted]]).toContain(
          now[file],
        )
    }
  })

  it('finishes a part that is wholly new', () => {
    const workspace = makeWorkspace({ '.tidings/x': '' }, 'empty')
    const stage = stageNew(workspace.root)
    writeFileSync(
      path.join(stagingOf(workspace), 'journal.json'),
      JSON.stringify({ put: [...parts], remove: [] }),
    )
    renameSync(path.join(stagingOf(workspace), 'new/archive'), path.join(workspace.root, 'out/archive'))
    stage.discard()
    recoverOutput(workspace.root)
    expect(contentsOf(workspace)).toEqual(wanted)
  })

  it('clears away a stage without a journal and leaves out/ as it was', () => {
    const workspace = oldOutput()
    const before = workspace.outTree()
    stageNew(workspace.root)
    recoverOutput(workspace.root)
    expect(workspace.outTree()).toEqual(before)
    expect(existsSync(stagingOf(workspace))).toBe(false)
  })

  it.each(['', '{"put":["arch', '\0\0\0', '{}', '{"put":[]}', 'null'])(
    'takes a torn journal for none: %j',
    (torn) => {
      const workspace = oldOutput()
      const before = workspace.outTree()
      stageNew(workspace.root)
      workspace.write('.tidings/staging/journal.json.1.tmp', '{"put":["arch')
      workspace.write('.tidings/staging/journal.json', torn)
      recoverOutput(workspace.root)
      expect(workspace.outTree()).toEqual(before)
      expect(existsSync(stagingOf(workspace))).toBe(false)
      replace(workspace.root, wanted)
      expect(contentsOf(workspace)).toEqual(wanted)
    },
  )

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
