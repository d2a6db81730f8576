import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../../..')

/** Every Markdown file of the sample, the starter, the documents and the tests, as `[file, text]`. */
export function writtenDocuments(): [string, string][] {
  const files = ['articles', 'starter', 'docs', 'tests'].flatMap((folder) => globSync(`${folder}/**/*.md`, { cwd: root }))
  return files.sort().map((file) => [file, readFileSync(path.join(root, file), 'utf8')])
}
