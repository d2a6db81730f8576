import { existsSync } from 'node:fs'
import path from 'node:path'
import { outputFolder, stageOutput, type Cache, type OutputStage } from '../workspace/index.ts'
import { hashOf } from './hash.ts'
import { saveOutputState, type OutputState } from './output-state.ts'

/** A file of `out/`: under the same key its content is the same. */
export interface Output {
  /** From `out/`, with forward slashes. */
  file: string
  key: string
  /** The content; nothing when it could not be made, which then has been reported. */
  make: () => Promise<string | Uint8Array | undefined> | string | Uint8Array | undefined
}

/** Parts of `out/` that are replaced as a whole. */
export const outputParts = ['archive', 'email', 'report.json'] as const

export interface WriteOptions {
  root: string
  outputs: readonly Output[]
  state: OutputState
  cache: Cache
  /** Called before each file. */
  onFile: (index: number) => void
  /** Asked when every file is made: nothing in `out/` is touched unless it says yes. */
  mayCommit: () => boolean
}

/**
 * Brings `out/` to exactly these files, making only those whose key or file is not as the last build left it.
 * Returns the parts that were replaced. Throws the system's error (full disk, no permission) with `out/` as it was.
 */
export async function writeOutputs(options: WriteOptions): Promise<string[]> {
  const stage = stageOutput(options.root)
  try {
    const { made, changed } = await makeAll(options, stage)
    if (changed.size === 0 || !options.mayCommit()) {
      stage.discard()
      return []
    }
    for (const [file, { kept }] of made) if (kept && changed.has(partOf(file))) stage.keep(file)
    stage.commit([...changed])
    saveOutputState(options.root, options.cache, made)
    return [...changed]
  } catch (error) {
    stage.discard()
    throw error
  }
}

interface MadeFile {
  key: string
  hash: string
  /** Whether it stays as it is in `out/`. */
  kept: boolean
}

async function makeAll(
  { root, outputs, state, onFile }: WriteOptions,
  stage: OutputStage,
): Promise<{ made: Map<string, MadeFile>; changed: Set<string> }> {
  const made = new Map<string, MadeFile>()
  const changed = new Set<string>()
  for (const [index, output] of outputs.entries()) {
    onFile(index)
    const file = await makeOne(output, state, stage)
    if (!file) continue
    made.set(output.file, file)
    if (!file.kept) changed.add(partOf(output.file))
  }
  for (const file of state.files()) if (!made.has(file)) changed.add(partOf(file))
  const present = new Set([...made.keys()].map(partOf))
  for (const part of outputParts) {
    if (!present.has(part) && existsSync(path.join(root, outputFolder, part))) changed.add(part)
  }
  return { made, changed }
}

async function makeOne(output: Output, state: OutputState, stage: OutputStage): Promise<MadeFile | undefined> {
  const known = state.isIntact(output.file) ? state.get(output.file) : undefined
  if (known?.key === output.key) return { key: output.key, hash: known.hash, kept: true }
  const content = await output.make()
  if (content === undefined) return undefined
  const hash = hashOf(content)
  if (known?.hash === hash) return { key: output.key, hash, kept: true }
  stage.write(output.file, content)
  return { key: output.key, hash, kept: false }
}

function partOf(file: string): string {
  return file.split('/', 1)[0] ?? file
}
