import { stageOutput, type Cache, type OutputChanges, type OutputStage } from '../workspace/files/index.ts'
import { noteChanges } from './note-changes.ts'
import { outputParts, saveOutputState, type OutputState } from './output-state.ts'

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

/** What a file holds; one that would fill the memory is given piece by piece, each of which holds until the next. */
export type OutputContent = string | Uint8Array | { pieces: () => Iterable<string | Uint8Array> }

/** A folder of `out/` whose files are made together, and have their names only then. */
export interface OutputFolder {
  /** From `out/`, with forward slashes and none at the end. */
  folder: string
  key: string
  /** The content by name in the folder. */
  makeAll: () => Map<string, string>
}

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

/** Where what is made goes, and what there is already. */
type Target = Pick<OutputStage, 'write'> & { present: Pick<ReadonlySet<string>, 'has'> }

/** Makes what would have to be made, and writes nothing: for what that reports. A folder reports nothing. */
export async function makeOutputs(options: MakeOptions): Promise<void> {
  const outputs = options.outputs.filter((output) => 'make' in output && !output.isSilent)
  await makeAll({ ...options, outputs }, { present: { has: () => true }, write: () => false })
}

/**
 * Brings `out/` to exactly these files, making only those whose key or file is not as the last build left it.
 * Returns the parts in which something changed. Throws the system's error (full disk, no permission) with `out/` as it
 * was.
 */
export async function writeOutputs(options: WriteOptions): Promise<string[]> {
  const { root, state, cache } = options
  const stage = stageOutput(root, state.present())
  try {
    const keys = await makeAll(options, stage)
    const report = options.last()
    if (await makeOne(report, state, stage)) keys.set(report.file, report.key)
    const wanted = stage.changes(keys.keys())
    const changed = new Set([...wanted.added, ...wanted.changed, ...wanted.removed].map(partOf))
    const replaced = outputParts.filter((part) => changed.has(part) && options.mayReplace().has(part))
    const changes = changesIn(wanted, replaced)
    if (replaced.length === 0) stage.discard()
    else {
      if (replaced.includes('archive')) noteChanges(root, changes)
      stage.commit(changes)
    }
    const present = [...keys].filter(([file]) => isIn(file, replaced) || !changed.has(partOf(file)))
    saveOutputState({ root, cache, last: state, keys: new Map(present), changes })
    return replaced
  } catch (error) {
    stage.discard()
    throw error
  }
}

function changesIn(changes: OutputChanges, parts: readonly string[]): OutputChanges {
  const within = (files: string[]): string[] => files.filter((file) => isIn(file, parts))
  return { added: within(changes.added), changed: within(changes.changed), removed: within(changes.removed) }
}

/** Returns the keys of the files that there are to be. */
async function makeAll(
  { outputs, state, onFile }: MakeOptions,
  target: Target,
): Promise<Map<string, string>> {
  const keys = new Map<string, string>()
  const slow = outputs.filter(isSlow)
  const begun = beginAhead(slow.filter(({ file, key }) => keyOf(file, state, target) !== key))
  const inOrder = [...outputs.filter((output) => !isSlow(output)), ...slow.map(begun)]
  for (const [index, output] of inOrder.entries()) {
    onFile(index)
    if ('makeAll' in output) {
      for (const [file, key] of await makeFolder(output, state, target)) keys.set(file, key)
    } else if (await makeOne(output, state, target)) keys.set(output.file, output.key)
  }
  onFile(outputs.length)
  return keys
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

/** The key under which the last build made a file, if it is still there so. */
function keyOf(file: string, state: OutputState, { present }: Target): string | undefined {
  return present.has(file) && state.isIntact(file) ? state.get(file)?.key : undefined
}

/** Returns whether there is such a file: false if it could not be made. */
async function makeOne(output: Output, state: OutputState, target: Target): Promise<boolean> {
  if (keyOf(output.file, state, target) === output.key) return true
  const content = await output.make()
  if (content === undefined) return false
  const isLong = typeof content === 'object' && 'pieces' in content
  target.write(output.file, isLong ? content.pieces() : content)
  return true
}

/** A folder stays as it is if all that was made under its key is still there; their number is part of each file's key. */
async function makeFolder(
  { folder, key, makeAll }: OutputFolder,
  state: OutputState,
  target: Target,
): Promise<Map<string, string>> {
  const last = [...state.files()].filter((file) => file.startsWith(`${folder}/`))
  const keyOfEach = (count: number): string => `${key}/${count}`
  const isKept = (file: string): boolean => keyOf(file, state, target) === keyOfEach(last.length)
  if (last.length > 0 && last.every(isKept))
    return new Map(last.map((file) => [file, keyOfEach(last.length)]))
  const contents = makeAll()
  const keys = new Map<string, string>()
  for (const [name, content] of contents) {
    const output = { file: `${folder}/${name}`, key: keyOfEach(contents.size), make: () => content }
    if (await makeOne(output, state, target)) keys.set(output.file, output.key)
  }
  return keys
}

function isIn(file: string, parts: readonly string[]): boolean {
  return parts.includes(partOf(file))
}

function partOf(file: string): string {
  return file.split('/', 1)[0] ?? file
}
