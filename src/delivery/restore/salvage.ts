import { DatabaseProblem } from '../../database/index.ts'

/** Reads what can be read of a database that may be damaged: that may be why a backup is restored. */
export interface Salvage {
  /** What the work gives; nothing where the database is damaged at what it looks at. */
  read: <T>(work: () => Promise<T>) => Promise<T | undefined>
  /** Whether all could be read so far. */
  isWhole: () => boolean
}

export function createSalvage(): Salvage {
  let isWhole = true
  return {
    read: async (work) => {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof DatabaseProblem) || error.kind !== 'damaged') throw error
        isWhole = false
        return undefined
      }
    },
    isWhole: () => isWhole,
  }
}
