import { open, readdir, rename } from 'node:fs/promises'
import path from 'node:path'
import { mostHeadBytes } from './letter-head.ts'
import type { Look, MailSource } from './mail-source.ts'

interface Entry {
  folder: 'new' | 'cur'
  file: string
  /** The name without its flags: it stays the same when a mail program moves the letter or marks it. */
  name: string
}

/** Letters in a Maildir: a file each, in `new` until somebody has seen it, then in `cur` with flags in its name. */
export function openMaildir(root: string): MailSource {
  let shown = new Set<string>()
  return {
    poll: async (look) => {
      const entries = [...(await list(root, 'new')), ...(await list(root, 'cur'))]
      // Names of letters that are gone are forgotten.
      shown = new Set(entries.map(({ name }) => name).filter((name) => shown.has(name)))
      for (const entry of entries) {
        if (shown.has(entry.name)) continue
        await show(root, entry, look)
        shown.add(entry.name)
      }
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

async function show(root: string, entry: Entry, look: Look): Promise<void> {
  try {
    const verdict = await look(await readHead(path.join(root, entry.folder, entry.file)))
    if (verdict === 'left') await markSeen(root, entry)
  } catch (error) {
    // A mail program has moved it meanwhile: it is in the next listing.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

async function readHead(file: string): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostHeadBytes), 0, mostHeadBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function markSeen(root: string, { folder, file, name }: Entry): Promise<void> {
  const flags = /:2,([^:]*)$/.exec(file)?.[1] ?? ''
  const seen = [...new Set([...flags, 'S'])].sort().join('')
  await rename(path.join(root, folder, file), path.join(root, 'cur', `${name}:2,${seen}`))
}
