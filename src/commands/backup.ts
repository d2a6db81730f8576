import path from 'node:path'
import type { Command } from 'commander'
import { backupDatabase } from '../delivery/index.ts'
import { startingFolder } from '../workspace/index.ts'
import type { CommandContext } from './command.ts'
import { counted } from './counted.ts'
import { fileProblem } from './file-problem.ts'
import { personOf, withPersonOptions, type PersonOptions } from './send/sending.ts'
import { withDatabase, type Office } from './with-database.ts'

const examples = `
Examples:
  tidings backup backups/2026-03-03.db   a copy of the roster and the ledger, also while a send is under way
`

/** `tidings backup`: a copy of the database as it is at one moment. */
export function addBackupCommand(program: Command, context: CommandContext): void {
  withPersonOptions(program.command('backup'))
    .description('copy the roster and the ledger to a file, and look the copy through')
    .argument('<file>', 'the file to make; there must be none yet')
    .addHelpText('after', examples)
    .action((file: string, options: PersonOptions) =>
      withDatabase(options, context, (office) => backup(office, file, options, context), { create: false }),
    )
}

async function backup(
  { database, report, diagnostics }: Office,
  name: string,
  options: PersonOptions,
  { terminal }: CommandContext,
): Promise<void> {
  const file = path.resolve(startingFolder(terminal.env), name)
  try {
    const result = await backupDatabase(database, file, { by: personOf(options), at: Date.now() })
    if (!result.ok) {
      const rule = result.reason === 'damaged' ? 'delivery/backup-damaged' : 'delivery/backup-file'
      report({ rule, message: result.message, file: name })
    } else if (!options.quiet && !options.json) {
      terminal.err(
        `Copied the roster (${counted(result.members, 'member')}) and the ledger (${counted(result.sends, 'send')}) to ${file}. Keep it as safe as the roster; what was mailed lies in mailed/.\n`,
      )
    }
    if (options.json) terminal.out(JSON.stringify({ ...result, diagnostics }, null, 2))
  } catch (error) {
    fileProblem(error, name, report)
  }
}
