import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { mailedFolder, type MailedRecord, type MailedTexts } from '../../model/mailed.ts'
import type { BuiltIssue } from './read-manifest.ts'

export interface KeepOptions {
  /** The workspace's root, absolute. */
  root: string
  built: BuiltIssue
  /** When its first letter goes out. */
  at: number
}

/**
 * Keeps what is about to be mailed in `mailed/<issue>/<content hash>/`: the manifest, each variant's e-mail and text as
 * built, the articles' words and the pictures. All of it is there or nothing; the same content is kept once, with the
 * time of its first mailing. Throws the system's error.
 */
export function keepMailed({ root, built, at }: KeepOptions): void {
  const { issue, contentHash } = built.manifest
  const parent = path.join(root, mailedFolder, issue)
  const folder = path.join(parent, contentHash)
  if (existsSync(folder)) return
  const fresh = path.join(parent, `.${contentHash}.${process.pid}`)
  try {
    rmSync(fresh, { recursive: true, force: true })
    for (const [file, content] of filesOf(root, built, at)) writeDurably(path.join(fresh, file), content)
    renameSync(fresh, folder)
    settle(parent)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    // Another process that sends the same has kept it in the meantime.
    if (!existsSync(folder)) throw error
  }
}

function filesOf(
  root: string,
  { manifest, source, variants, pictures }: BuiltIssue,
  at: number,
): Map<string, string | Buffer> {
  const files = new Map<string, string | Buffer>([['manifest.json', source]])
  for (const { id, files: names } of manifest.variants) {
    files.set(names['email.html'].path, variants.get(id)?.html ?? '')
    files.set(names['email.txt'].path, variants.get(id)?.text ?? '')
  }
  // Letters that were mailed show them for as long as somebody keeps the letter.
  for (const [file, picture] of pictures) files.set(file, picture)
  const texts = textsOf(root, manifest.issue, manifest.contentHash)
  if (texts) files.set('articles.json', JSON.stringify(texts, null, 1))
  const record: MailedRecord = {
    version: 1,
    issue: manifest.issue,
    contentHash: manifest.contentHash,
    mailedAt: new Date(at).toISOString(),
    mailedOn: localDate(new Date(at)),
    articles: Object.fromEntries((texts?.articles ?? []).map(({ slug, textHash }) => [slug, textHash])),
    pictures: [...pictures.keys()].sort(),
  }
  return files.set('mailed.json', `${JSON.stringify(record, null, 2)}\n`)
}

/** The articles' words of the same build; nothing where an older version of the tool built the issue. */
function textsOf(root: string, issue: string, contentHash: string): MailedTexts | undefined {
  const source = readIfThere(path.join(root, 'out/email', issue, 'articles.json'))
  try {
    const texts = JSON.parse(source?.toString('utf8') ?? '') as MailedTexts
    return texts.contentHash === contentHash ? texts : undefined
  } catch {
    return undefined
  }
}

function localDate(date: Date): string {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((number) => String(number).padStart(2, '0'))
  return `${date.getFullYear()}-${month}-${day}`
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

function writeDurably(file: string, content: string | Buffer): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const handle = openSync(file, 'w')
  try {
    writeFileSync(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes a rename outlive a loss of power, where the system can. */
function settle(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    fsyncSync(handle)
    closeSync(handle)
  } catch {
    // Windows opens no folder.
  }
}
