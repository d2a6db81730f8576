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

const none: OpenFacts = { articles: {}, issues: {} }

/** Reads what is open; nothing is, where the file is missing or not as it should be. */
export async function readOpenFacts(folder: string): Promise<OpenFacts> {
  try {
    return { ...none, ...(JSON.parse(await readFile(path.join(folder, '.open.json'), 'utf8')) as OpenFacts) }
  } catch {
    return none
  }
}
