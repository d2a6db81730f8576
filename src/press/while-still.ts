import { SourceChanged } from '../workspace/files/index.ts'

/** Whoever writes that often is no author. */
const mostAttempts = 20

/** Begins again where a text has changed between two looks at it, so that no two versions of it are mixed. */
export async function whileStill<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = mostAttempts; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof SourceChanged) || left <= 1) throw error
    }
  }
}
