import { open, readdir, rename } from 'node:fs/promises'
import path from 'node:path'
import { mostHeadBytes } from './letter-head.ts'
import type { LetterTrouble, MailSource } from './mail-source.ts'

interface Entry {
  folder: 'new' | 'cur'
  file: string
  /** The name without its flags: it stays the same when a mail program moves the letter or marks it. */
  name: string
}

/**
 * Letters in a Maildir: a file each, in `new` until somebody has seen it, then in `cur` with flags in its name. A file
 * that cannot be opened keeps no other one waiting.
 */
export function openMaildir(root: string): MailSource {
  let known = new Map<string, 'to-mark' | 'done'>()
  return {
    poll: async (look) => {
      const entries = [...(await list(root, 'new')), ...(await list(root, 'cur'))]
      const names = new Set(entries.map(({ name }) => name))
      // Names of letters that are gone are forgotten.
      known = new Map([...known].filter(([name]) => names.has(name)))
      const troubles: LetterTrouble[] = []
      for (const entry of entries) {
        if (!known.has(entry.name)) {
          const head = await tryFile(entry, 'opened', troubles, () => readHead(root, entry))
          if (head) known.set(entry.name, (await look(head)) === 'left' ? 'to-mark' : 'done')
        }
        if (known.get(entry.name) !== 'to-mark') continue
        if (await tryFile(entry, 'marked as read', troubles, () => markSeen(root, entry)))
          known.set(entry.name, 'done')
      }
      return troubles
    },
    close: async () => undefined,
  }
}

async function list(root: string, folder: Entry['folder']): Promise<Entry[]> {
  const files = await readdir(path.join(root, folder), { withFileTypes: true })
  return files
    .filter((file) => file.isFile() && !file.name.startsWith('.'))
    .map(({ name: file }) => ({ folder, file, name: file.replace(/:2,[^:]*$/, '') }))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
}

/** Does something with a letter's file; gives nothing where that fails, and notes why. */
async function tryFile<T>(
  { file }: Entry,
  act: LetterTrouble['act'],
  troubles: LetterTrouble[],
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work()
  } catch (cause) {
    // A mail program has moved it meanwhile: it is in the next listing.
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') troubles.push({ letter: file, act, cause })
    return undefined
  }
}

async function readHead(root: string, { folder, file }: Entry): Promise<Uint8Array> {
  const handle = await open(path.join(root, folder, file))
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostHeadBytes), 0, mostHeadBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function markSeen(root: string, { folder, file, name }: Entry): Promise<true> {
  const flags = /:2,([^:]*)$/.exec(file)?.[1] ?? ''
  const seen = [...new Set([...flags, 'S'])].sort().join('')
  await rename(path.join(root, folder, file), path.join(root, 'cur', `${name}:2,${seen}`))
  return true
}
