import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Report } from '../../diagnostics/index.ts'
import type { OutgoingLetter } from '../transport.ts'

/** A letter and the number of its delivery. */
export interface NumberedLetter {
  id: number
  letter: OutgoingLetter
}

/** Says that the folder and its letters are ours, so that the next trial may replace them. */
const markName = 'tidings-letters.txt'
const markText = 'Letters of a trial (tidings send --dry-run). None was sent; this folder may be deleted.\n'
const ownFile = /^(?:\d+\.eml(?:\.tmp)?|tidings-letters\.txt)$/

/**
 * Writes letters as they would go out, a file each named for its delivery, each whole or not at all. Reports, and
 * writes nothing, where the folder has anything in it but letters of an earlier trial, which are replaced. Gives how
 * many were written, or nothing after a report.
 */
export async function writeLetters(
  folder: string,
  letters: AsyncIterable<NumberedLetter> | Iterable<NumberedLetter>,
  report: Report,
): Promise<number | undefined> {
  try {
    if (!(await prepareFolder(folder, report))) return undefined
    let count = 0
    for await (const { id, letter } of letters) {
      await writeWhole(path.join(folder, `${id}.eml`), letter.chunks)
      count += 1
    }
    return count
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === undefined || syscall === undefined) throw error
    await removeOwn(folder)
    report({
      rule: 'delivery/folder-not-writable',
      message: `Unexpected refusal to write (${code}), expected a folder that can be written`,
      file: folder,
    })
    return undefined
  }
}

async function prepareFolder(folder: string, report: Report): Promise<boolean> {
  await mkdir(folder, { recursive: true })
  const names = await readdir(folder)
  const strange = names.find((name) => !ownFile.test(name))
  if (strange !== undefined || (names.length > 0 && !names.includes(markName))) {
    report({
      rule: 'delivery/folder-not-ours',
      message: `Unexpected \`${strange ?? names[0]}\`, expected an empty folder or one with letters of an earlier trial`,
      file: folder,
    })
    return false
  }
  // The mark comes first: a trial that is cut off leaves a folder that the next may use.
  await writeWhole(path.join(folder, markName), [Buffer.from(markText)])
  for (const name of names) if (name !== markName) await rm(path.join(folder, name), { force: true })
  return true
}

/** What is there of the trial: some of the letters would be taken for all. */
async function removeOwn(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => [])
  if (!names.includes(markName)) return
  for (const name of names)
    if (ownFile.test(name)) await rm(path.join(folder, name), { force: true }).catch(() => undefined)
}

/** Members' letters are nobody else's: only the owner may read them. */
async function writeWhole(file: string, chunks: readonly Uint8Array[]): Promise<void> {
  const temporary = `${file}.tmp`
  await writeFile(temporary, Buffer.concat(chunks), { mode: 0o600 })
  await rename(temporary, file)
}
