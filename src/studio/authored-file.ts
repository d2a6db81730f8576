import path from 'node:path'
import { spelledOnDisk, staysInside } from '../workspace/files/index.ts'
import { RequestProblem } from './problem.ts'
import type { OpenedText } from './wire.ts'

/** A file of `articles/` that may be written, whether it is there or not. */
export type AuthoredFile = Pick<OpenedText, 'file' | 'kind'>

/** The file that a request names, as the disk spells it; a problem where it is none that authors write. */
export function authoredFile(root: string, given: string | undefined): AuthoredFile {
  if (given === undefined || !isName(given)) throw notAnArticle(given)
  const file = spelledOnDisk(root, given)
  const parts = file.split('/')
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  if (!folders.every((folder) => staysInside(root, folder)))
    throw new RequestProblem(
      403,
      'Unexpected symbolic link out of the workspace, expected a file inside it',
      'Copy the file into the workspace instead of linking to it.',
    )
  return { file, kind: kindOfFile(file) }
}

export function kindOfFile(file: string): AuthoredFile['kind'] {
  return file.startsWith('articles/issues/') ? 'issue' : 'article'
}

function isName(given: string): boolean {
  const parts = given.split('/')
  return (
    given.length < 1_000 &&
    given.endsWith('.md') &&
    parts.length > 1 &&
    parts[0] === 'articles' &&
    // Hidden ones are no articles, and so is no `..`; to Windows a backslash is a slash.
    parts.every((part) => /^[^.\\\p{Cc}][^\\\p{Cc}]*$/u.test(part)) &&
    // There a colon names a drive, or a second content of a file; elsewhere it is a letter as any other.
    !(process.platform === 'win32' && given.includes(':')) &&
    path.posix.normalize(given) === given
  )
}

function notAnArticle(given: string | undefined): RequestProblem {
  return new RequestProblem(
    404,
    `Unexpected file ${given === undefined ? 'of no name' : `\`${given}\``}, expected one in \`articles/\` whose name ends in \`.md\``,
    'Choose one of the list at the first page of this server.',
  )
}
