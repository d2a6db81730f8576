import { userInfo } from 'node:os'
import type { Command } from 'commander'
import { UsageError } from '../diagnostics/index.ts'

export interface PersonOptions {
  by?: string
}

/** Adds `--by`. */
export function withPersonOption(command: Command): Command {
  return command.option('--by <name>', 'who does it, for the ledger (default: the name you are logged in by)')
}

/** The name that the ledger keeps. */
export function personOf({ by }: PersonOptions): string {
  const name = (by ?? userInfo().username).trim()
  if (name === '' || /\p{Cc}/u.test(name))
    throw new UsageError('Unexpected --by, expected a name in one line.')
  return name
}
