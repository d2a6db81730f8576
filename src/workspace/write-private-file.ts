import { fstatSync, writeFile, type Stats } from 'node:fs'
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises'

/** Takes the next piece of a file; it is to be waited for. */
export type WritePiece = (text: string) => Promise<void>

/**
 * Writes a file with personal data, whole or not at all, which nobody but its owner may read: to a temporary file
 * beside it that is renamed once the disk has it. A link is followed. A pipe or a device, such as /dev/stdout, is no
 * file that could be replaced, and gets the pieces as they come, and so does a file to which the shell has led what this
 * process prints. Gives what `work` gives; throws the system's error.
 */
export async function writePrivateFile<T>(file: string, work: (write: WritePiece) => Promise<T>): Promise<T> {
  const target = await realpath(file).catch(() => file)
  const present = await stat(target).catch(() => undefined)
  const printed = present?.isFile() ? [1, 2].find((number) => isOpenAs(number, present)) : undefined
  // Where the shell is in the file, and not from its beginning.
  if (printed !== undefined) return work((text) => print(printed, text))
  if (present && !present.isFile()) return writeInto(await open(target, 'w'), work)
  const temporary = `${target}.${process.pid}.tmp`
  try {
    await rm(temporary, { force: true })
    const handle = await open(temporary, 'wx', 0o600)
    const result = await writeInto(handle, async (write) => {
      const made = await work(write)
      await handle.sync()
      return made
    })
    await rename(temporary, target)
    return result
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

function isOpenAs(number: number, { dev, ino }: Stats): boolean {
  try {
    const open = fstatSync(number)
    return open.dev === dev && open.ino === ino
  } catch {
    return false
  }
}

function print(number: number, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    writeFile(number, text, (error) => (error ? reject(error) : resolve()))
  })
}

async function writeInto<T>(handle: FileHandle, work: (write: WritePiece) => Promise<T>): Promise<T> {
  try {
    return await work((text) => handle.writeFile(text))
  } finally {
    await handle.close()
  }
}
