import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { OpenSummary } from '../pages/sign-in-pages.ts'

/** What strangers may know of the archive: the build writes it there, in a file that is never served. */
export interface OpenFacts {
  /** By slug; nothing where summaries are not open. */
  articles: Record<string, OpenSummary>
  /** The hash of each issue's letters, by its id: a send looks whether the page is live. */
  issues: Record<string, string>
}

/** Reads what is open; nothing is, where the file is missing or not as it should be. */
export async function readOpenFacts(folder: string): Promise<OpenFacts> {
  const read = await readFile(path.join(folder, '.open.json'), 'utf8').catch(() => '{}')
  const { articles, issues } = parse(read) ?? {}
  return { articles: articles ?? {}, issues: issues ?? {} }
}

function parse(text: string): Partial<OpenFacts> | null {
  try {
    return JSON.parse(text) as Partial<OpenFacts> | null
  } catch {
    return null
  }
}
