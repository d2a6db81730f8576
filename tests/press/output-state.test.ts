import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadOutputState, saveOutputState } from '../../src/press/output-state.ts'
import { openCache, type Cache } from '../../src/workspace/index.ts'
import { lookAtOutput } from '../../src/workspace/look-at-output.ts'
import { makeFolder } from '../made-folders.ts'

const files = [
  'archive/index.html',
  'archive/articles/a/index.html',
  'archive/articles/b/index.html',
  'email/1/all/email.html',
  'report.json',
]

function write(root: string, file: string, text: string): void {
  const place = path.join(root, 'out', file)
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(place, text)
}

/** What others did to `out/` since. */
const deeds: Record<string, (out: string, root: string) => void> = {
  stray: (_, root) => write(root, 'archive/articles/a/stray.html', 'stray'),
  'stray folder': (_, root) => write(root, 'archive/articles/c/index.html', 'stray'),
  'stray letter': (_, root) => write(root, 'email/2/email.html', 'stray'),
  changed: (_, root) => write(root, 'archive/index.html', 'changed by hand'),
  gone: (out) => rmSync(path.join(out, 'archive/articles/b/index.html'), { force: true }),
  'folder gone': (out) => rmSync(path.join(out, 'archive/articles/b'), { recursive: true, force: true }),
  'part gone': (out) => rmSync(path.join(out, 'email'), { recursive: true, force: true }),
  'report gone': (out) => rmSync(path.join(out, 'report.json'), { force: true }),
  'report is a folder': (out, root) => {
    rmSync(path.join(out, 'report.json'), { force: true })
    write(root, 'report.json/inside', 'stray')
  },
  'report leads nowhere': (out) => {
    rmSync(path.join(out, 'report.json'), { recursive: true, force: true })
    symlinkSync('nowhere', path.join(out, 'report.json'))
  },
  'a folder is a link': (out) => {
    rmSync(path.join(out, 'moved'), { recursive: true, force: true })
    renameSync(path.join(out, 'archive/articles'), path.join(out, 'moved'))
    symlinkSync('../moved', path.join(out, 'archive/articles'))
  },
}

function built(parts: readonly string[]): { root: string; cache: Cache } {
  const root = makeFolder()
  for (const file of parts) write(root, file, `The text of ${file}`)
  const cache = openCache(root)
  saveOutputState({
    root,
    cache,
    last: loadOutputState(root, cache),
    keys: new Map(parts.map((file) => [file, `key of ${file}`])),
    changes: { added: [...parts], changed: [], removed: [] },
  })
  return { root, cache }
}

/** What one who looked at all of `out/` beside knows, and one who looks himself. */
async function known(root: string, cache: Cache) {
  const helped = loadOutputState(root, cache)
  await helped.lookAhead({
    look: (places) => Promise.resolve(lookAtOutput(places)),
    hashes: Promise.resolve(new Map()),
    end: () => undefined,
  })
  return [helped, loadOutputState(root, cache)].map((state) => ({
    present: [...state.present()].sort(),
    intact: files.filter(state.isIntact),
    allIntact: state.allIntact(),
  }))
}

describe('what is known of out/', () => {
  it('is the same whether another thread has looked or not', async () => {
    const names = Object.keys(deeds)
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(names, { maxLength: 4 }),
        fc.constantFrom(files, files.slice(0, 3), files.slice(3)),
        async (done, parts) => {
          const { root, cache } = built(parts)
          for (const name of done) {
            // Some cannot be done after others.
            try {
              deeds[name]!(path.join(root, 'out'), root)
            } catch {
              continue
            }
          }
          const [helped, alone] = await known(root, cache)
          cache.close()
          expect(helped).toEqual(alone)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is all of it where nobody has touched it, and a stranger where one came', async () => {
    const { root, cache } = built(files)
    const [whole] = await known(root, cache)
    expect(whole).toEqual({ present: [...files].sort(), intact: files, allIntact: true })
    // A folder that is changed in the tick of the clock in which it was looked at is not seen to have changed.
    await new Promise((resolve) => setTimeout(resolve, 20))
    deeds['stray']!(path.join(root, 'out'), root)
    deeds['gone']!(path.join(root, 'out'), root)
    const [touched] = await known(root, cache)
    cache.close()
    expect(touched!.present).toContain('archive/articles/a/stray.html')
    expect(touched!.present).not.toContain('archive/articles/b/index.html')
    expect(touched!.intact).toEqual(files.filter((file) => file !== 'archive/articles/b/index.html'))
    expect(touched!.allIntact).toBe(false)
  })
})
