import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Vetter } from '../articles/index.ts'
import type { Finding } from '../diagnostics/index.ts'
import {
  forgetCache,
  isCacheDamage,
  lookAhead,
  lockWorkspace,
  openCache,
  openCacheForReading,
  recoverOutput,
  settingsFile,
  type Cache,
  type KnownHashes,
  type LookAhead,
} from '../workspace/files/index.ts'
import { nothingMade, type BuildResult } from './build-result.ts'
import { createImageHasher } from './image-hasher.ts'
import { keepResult, keptResult } from './kept-result.ts'
import { loadOutputState, type OutputState } from './output-state.ts'
import { fingerprint, listMarkdown, readContent } from './read-content.ts'
import { whileStill } from './while-still.ts'

export interface BuildOptions {
  /** The workspace's root, absolute. */
  root: string
  /** How many articles to make at a time. Default: 1. */
  jobs?: number
  /** Told how far the build is. */
  onProgress?: (stage: string, done: number, total: number) => void
  /** Called once if another build of the workspace runs, which is waited for. */
  onWait?: () => void
  /** Tries texts before the native parser reads them. Default: a process for that. */
  vetter?: Vetter
}

/**
 * Builds a workspace: makes what changed since the last build and puts it in `out/`, each part whole or not at all.
 * An error in an article or issue stops the archive and the issues that use it, and nothing else.
 * Never throws for what a workspace holds.
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
  // Where there is no workspace, nothing is made, and `check` says so.
  if (!existsSync(path.join(options.root, settingsFile))) return await check(options)
  try {
    const unlock = await lockWorkspace(options.root, options.onWait ?? (() => undefined))
    try {
      return await buildLocked(options)
    } finally {
      unlock()
    }
  } catch (error) {
    const { systemDiagnostic } = await import('./system-diagnostic.ts')
    const diagnostic = systemDiagnostic(error)
    if (!diagnostic) throw error
    return nothingMade([diagnostic])
  }
}

/** A cache that turns out to be damaged is forgotten, and everything made again. */
async function buildLocked(options: BuildOptions): Promise<BuildResult> {
  recoverOutput(options.root)
  try {
    return await buildWithCache(options)
  } catch (error) {
    if (!isCacheDamage(error)) throw error
    forgetCache(options.root)
    return await buildWithCache(options)
  }
}

async function buildWithCache(options: BuildOptions): Promise<BuildResult> {
  const cache = openCache(options.root)
  try {
    const result = await whileStill(() => run(options, cache, true))
    cache.save()
    return result
  } finally {
    cache.close()
  }
}

/** Finds what a build would find; writes nothing. */
export async function check(options: BuildOptions): Promise<BuildResult> {
  const cache = openCacheForReading(options.root)
  try {
    return await whileStill(() => run(options, cache, false))
  } finally {
    cache.close()
  }
}

/** The last build's result if nothing has changed since; only if something has are the rooms loaded that make things. */
async function run(options: BuildOptions, cache: Cache, write: boolean): Promise<BuildResult> {
  const { root } = options
  const findings: Finding[] = []
  const markdown = listMarkdown(root)
  const ahead = lookAhead(root, markdown.markdown)
  const state = loadOutputState(root, cache)
  const hashes = ahead && (await readAhead(ahead, state, write))
  const raw = readContent(root, (finding) => void findings.push(finding), markdown, hashes)
  const images = createImageHasher(root)
  const print = fingerprint(raw)
  const kept = findings.length === 0 ? keptResult(cache, print, images) : undefined
  if (kept && (!write || state.allIntact())) return { ...kept, replaced: [] }
  const { runFully } = await import('./run-fully.ts')
  const result = await runFully({ options, cache, write, raw, images, findings, state })
  const isClean = !result.diagnostics.some(({ severity }) => severity === 'error')
  if (write && isClean) keepResult(cache, print, images, result)
  return result
}

/**
 * The hashes of the articles. While another thread reads them and looks at `out/`, this one loads what makes things: of
 * so many, mostly one or another has changed.
 */
async function readAhead(ahead: LookAhead, state: OutputState, write: boolean): Promise<KnownHashes> {
  try {
    const looked = write ? state.lookAhead(ahead) : undefined
    const [hashes] = await Promise.all([ahead.hashes, looked, import('./run-fully.ts')])
    return hashes
  } finally {
    ahead.end()
  }
}
