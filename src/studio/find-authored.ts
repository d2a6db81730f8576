import { createAuthoredList } from './authored-list.ts'

/** The file of an article or issue that is called one of these: a file from the workspace's root, or a slug. */
export function findAuthored(root: string, names: readonly string[]): string | undefined {
  const wanted = new Set(names.map((name) => name.normalize('NFC')))
  const all = createAuthoredList(root).all()
  const found =
    all.find(({ file }) => wanted.has(file.normalize('NFC'))) ?? all.find(({ slug }) => wanted.has(slug))
  return found?.file
}
