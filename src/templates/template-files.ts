/** Where templates come from: their text by path from the workspace's root, with forward slashes. */
export type TemplateFiles = ReadonlyMap<string, string> | ((path: string) => string | undefined)

/** A name that leads out of the templates' folder. */
export class OutsideFolderError extends Error {
  override name = 'OutsideFolderError'
}

/** The folder's files as LiquidJS reads them; remembers which text came from which file. */
export interface FolderReader {
  /** The path of a template from its name; throws `OutsideFolderError`. */
  resolve(name: string): string
  read(path: string): string | undefined
  /** The file whose text this is: LiquidJS drops the file's name from some errors but keeps the text. */
  fileOf(source: string): string | undefined
}

/** Reads templates and partials under `root`; a name without an extension gets that of `mainExtension`. */
export function createFolderReader(
  files: TemplateFiles,
  root: string,
  extensions: readonly string[],
): FolderReader {
  const fileOfSource = new Map<string, string>()
  const read = (path: string): string | undefined => {
    const source = typeof files === 'function' ? files(path) : files.get(path)
    if (source !== undefined && !fileOfSource.has(source)) fileOfSource.set(source, path)
    return source
  }
  return {
    resolve: (name) => withExtension(insideFolder(root, name), extensions, read),
    read,
    fileOf: (source) => fileOfSource.get(source),
  }
}

function insideFolder(root: string, name: string): string {
  const parts: string[] = []
  if (/^[/\\]|^[A-Za-z]:|\\|\0/.test(name)) throw new OutsideFolderError(name)
  for (const part of name.split('/')) {
    if (part === '..' && parts.pop() === undefined) throw new OutsideFolderError(name)
    if (part !== '' && part !== '.' && part !== '..') parts.push(part)
  }
  return [root, ...parts].join('/')
}

function withExtension(
  path: string,
  extensions: readonly string[],
  read: (path: string) => string | undefined,
): string {
  if (/\.[A-Za-z0-9]+$/.test(path)) return path
  return (
    extensions.map((extension) => path + extension).find((candidate) => read(candidate) !== undefined) ?? path
  )
}
