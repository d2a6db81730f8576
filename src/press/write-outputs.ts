import { existsSync } from 'node:fs'
import path from 'node:path'
import { outputFolder, stageOutput, type Cache, type OutputStage } from '../workspace/index.ts'
import { hashOf, hashOfPieces } from './hash.ts'
import { noteChanges } from './note-changes.ts'
import { saveOutputState, type FileState, type OutputState } from './output-state.ts'

/** A file of `out/`: under the same key its content is the same. */
export interface Output {
  /** From `out/`, with forward slashes. */
  file: string
  key: string
  /** The content; nothing when it could not be made, which then has been reported. */
  make: () => Promise<OutputContent | undefined> | OutputContent | undefined
  /** Whether making it reports nothing, so that a check need not. */
  isSilent?: boolean
  /** Whether most of its making happens beside this thread, so that it is begun before the others and taken in last. */
  isSlow?: boolean
}

/** What a file holds; one that would fill the memory is given piece by piece, as often as it is asked for. */
export type OutputContent = string | Uint8Array | { pieces: () => Iterable<string> }

/** A folder of `out/` whose files are made together, and have their names only then. */
export interface OutputFolder {
  /** From `out/`, with forward slashes and none at the end. */
  folder: string
  key: string
  /** The content by name in the folder. */
  makeAll: () => Map<string, string>
}

/** Parts of `out/` that are replaced as a whole. */
export const outputParts = ['archive', 'email', 'report.json'] as const

export interface MakeOptions {
  root: string
  outputs: readonly (Output | OutputFolder)[]
  state: OutputState
  /** Called before each file with how many are done. */
  onFile: (done: number) => void
}

export interface WriteOptions extends MakeOptions {
  cache: Cache
  /** The file that tells how the others turned out; asked for when they are made. */
  last: () => Output
  /** The parts that may be replaced; asked when every file is made. */
  mayReplace: () => ReadonlySet<string>
}

/** Makes what would have to be made, and writes nothing: for what that reports. A folder reports nothing. */
export async function makeOutputs(options: MakeOptions): Promise<void> {
  const outputs = options.outputs.filter((output) => 'make' in output && !output.isSilent)
  await makeAll({ ...options, outputs }, { write: () => undefined })
}

/**
 * Brings `out/` to exactly these files, making only those whose key or file is not as the last build left it.
 * Returns the parts that were replaced. Throws the system's error (full disk, no permission) with `out/` as it was.
 */
export async function writeOutputs(options: WriteOptions): Promise<string[]> {
  const { root, state, cache } = options
  const stage = stageOutput(root)
  try {
    const made = await makeAll(options, stage)
    const report = await makeOne(options.last(), state, stage)
    if (report) made.set('report.json', report)
    const changed = changedParts(root, made, state)
    const replaced = [...changed].filter((part) => options.mayReplace().has(part))
    if (replaced.length === 0) stage.discard()
    else {
      for (const [file, { kept }] of made) if (kept && replaced.includes(partOf(file))) stage.keep(file)
      if (replaced.includes('archive')) noteChanges(root, made)
      stage.commit(replaced)
    }
    const present = [...made].filter(
      ([file]) => replaced.includes(partOf(file)) || !changed.has(partOf(file)),
    )
    saveOutputState(root, cache, state, new Map(present))
    return replaced
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
  { outputs, state, onFile }: MakeOptions,
  stage: Pick<OutputStage, 'write'>,
): Promise<Map<string, MadeFile>> {
  const made = new Map<string, MadeFile>()
  const slow = outputs.filter(isSlow)
  const begun = beginAhead(slow.filter(({ file, key }) => lastOf(file, state)?.key !== key))
  const inOrder = [...outputs.filter((output) => !isSlow(output)), ...slow.map(begun)]
  for (const [index, output] of inOrder.entries()) {
    onFile(index)
    if ('makeAll' in output) {
      for (const [name, file] of await makeFolder(output, state, stage)) made.set(name, file)
    } else {
      const file = await makeOne(output, state, stage)
      if (file) made.set(output.file, file)
    }
  }
  onFile(outputs.length)
  return made
}

function isSlow(output: Output | OutputFolder): output is Output {
  return 'make' in output && output.isSlow === true
}

/** How many that are slow are under way at a time. */
const mostAhead = 8

/** Begins the first of these, and another when one is taken in; gives each as one that may be under way. */
function beginAhead(slow: readonly Output[]): (output: Output) => Output {
  const waiting = [...slow]
  const underWay = new Map<string, Promise<OutputContent | undefined>>()
  const beginMore = (): void => {
    while (underWay.size < mostAhead) {
      const next = waiting.shift()
      if (!next) return
      const content = Promise.resolve(next.make())
      // Whoever takes it in hears of it.
      content.catch(() => undefined)
      underWay.set(next.file, content)
    }
  }
  beginMore()
  return (output) => ({
    ...output,
    make: () => {
      const content = underWay.get(output.file) ?? output.make()
      underWay.delete(output.file)
      beginMore()
      return content
    },
  })
}

/** The file as the last build left it, if it is still there so. */
function lastOf(file: string, state: OutputState): FileState | undefined {
  return state.isIntact(file) ? state.get(file) : undefined
}

/** The parts in which a file is new, other or gone. */
function changedParts(root: string, made: Map<string, MadeFile>, state: OutputState): Set<string> {
  const changed = new Set<string>()
  for (const [file, { kept }] of made) if (!kept) changed.add(partOf(file))
  for (const file of state.files()) if (!made.has(file)) changed.add(partOf(file))
  const present = new Set([...made.keys()].map(partOf))
  for (const part of outputParts) {
    if (!present.has(part) && existsSync(path.join(root, outputFolder, part))) changed.add(part)
  }
  return changed
}

async function makeOne(
  output: Output,
  state: OutputState,
  stage: Pick<OutputStage, 'write'>,
): Promise<MadeFile | undefined> {
  const known = lastOf(output.file, state)
  if (known?.key === output.key) return { key: output.key, hash: known.hash, kept: true }
  const content = await output.make()
  if (content === undefined) return undefined
  if (typeof content === 'object' && 'pieces' in content)
    return makeLong(output, content.pieces, known, stage)
  const hash = hashOf(content)
  if (known?.hash === hash) return { key: output.key, hash, kept: true }
  stage.write(output.file, content)
  return { key: output.key, hash, kept: false }
}

/** The hash is taken while the pieces are written; where it may be that of the last build, once before. */
function makeLong(
  { file, key }: Output,
  pieces: () => Iterable<string>,
  known: FileState | undefined,
  stage: Pick<OutputStage, 'write'>,
): MadeFile {
  if (known) {
    const hasher = hashOfPieces()
    for (const piece of pieces()) hasher.add(piece)
    const hash = hasher.digest()
    if (hash === known.hash) return { key, hash, kept: true }
  }
  const hasher = hashOfPieces()
  stage.write(file, noted(pieces(), hasher.add))
  return { key, hash: hasher.digest(), kept: false }
}

function* noted(pieces: Iterable<string>, note: (piece: string) => void): Generator<string> {
  for (const piece of pieces) {
    note(piece)
    yield piece
  }
}

/** A folder stays as it is if all that was made under its key is still there; their number is part of each file's key. */
async function makeFolder(
  { folder, key, makeAll }: OutputFolder,
  state: OutputState,
  stage: Pick<OutputStage, 'write'>,
): Promise<Map<string, MadeFile>> {
  const last = [...state.files()].filter((file) => file.startsWith(`${folder}/`))
  const keyOf = (count: number): string => `${key}/${count}`
  const kept = last.filter((file) => state.get(file)?.key === keyOf(last.length) && state.isIntact(file))
  const files = new Map<string, MadeFile>()
  if (last.length > 0 && kept.length === last.length) {
    for (const file of kept) {
      files.set(file, { key: keyOf(last.length), hash: state.get(file)!.hash, kept: true })
    }
    return files
  }
  const contents = makeAll()
  for (const [name, content] of contents) {
    const file = `${folder}/${name}`
    const made = await makeOne({ file, key: keyOf(contents.size), make: () => content }, state, stage)
    if (made) files.set(file, made)
  }
  return files
}

function partOf(file: string): string {
  return file.split('/', 1)[0] ?? file
}
