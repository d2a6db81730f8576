import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { slugFor } from '../intake/index.ts'
import { lookAtPicture } from '../press/pictures/index.ts'
import { replaceFile, staysInside } from '../workspace/files/index.ts'
import { authoredFile } from './authored-file.ts'
import { freeName } from './free-name.ts'
import { problemOf, problemOfWriting, RequestProblem } from './problem.ts'
import type { PictureAnswer } from './wire.ts'

/** A picture that somebody brings. */
export interface GivenPicture {
  /** The file whose Markdown is to show it. */
  file: string | undefined
  /** As its file was called. */
  name: string
  bytes: Uint8Array
}

/** Puts a picture into `images/` beside a file, under a name that is free, and gives its address there. */
export async function takePicture(root: string, { file, name, bytes }: GivenPicture): Promise<PictureAnswer> {
  const folder = path.posix.join(path.posix.dirname(authoredFile(root, file).file), 'images')
  const extension = await extensionOf(bytes, name)
  if (!staysInside(root, folder))
    throw new RequestProblem(
      403,
      `Unexpected symbolic link \`${folder}\` out of the workspace, expected a folder inside it`,
      'Make it a folder, and copy into it what is in the other one.',
    )
  const whole = path.join(root, folder)
  const same = sameFile(whole, bytes, extension)
  if (same !== undefined) return { address: `images/${same}` }
  const isTaken = (slug: string): boolean => isThere(path.join(whole, `${slug}.${extension}`))
  const free = `${freeName(slugFor(path.parse(name).name) || 'picture', isTaken)}.${extension}`
  try {
    mkdirSync(whole, { recursive: true })
    replaceFile(path.join(whole, free), bytes)
  } catch (error) {
    throw problemOfWriting(error, `${folder}/${free}`, 'Make room on the disk, or make the folder writable.')
  }
  return { address: `images/${free}` }
}

async function extensionOf(bytes: Uint8Array, name: string): Promise<string> {
  const looked = await lookAtPicture(bytes, name)
  if (!('rule' in looked)) return looked.extension
  const { rule, message } = looked
  throw problemOf(
    { rule, message, file: name },
    422,
    rule === 'press/not-an-image' ? anotherFormat : undefined,
  )
}

const anotherFormat =
  'Open it in the program that shows it, save it as JPEG or PNG, and bring that. Phones can be told to take JPEG: “Most compatible”.'

/** The same picture again needs no second file. */
function sameFile(folder: string, bytes: Uint8Array, extension: string): string | undefined {
  return namesIn(folder).find((name) => {
    const file = path.join(folder, name)
    const isLikely = name.endsWith(`.${extension}`) && lstatSync(file).size === bytes.length
    return isLikely && statSync(file).isFile() && readFileSync(file).equals(bytes)
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

/** Also a link that leads nowhere. */
function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined
}
