import { Command, CommanderError } from 'commander'
import { UsageError } from '../diagnostics/index.ts'
import { addBackupCommand } from './backup.ts'
import { addBuildCommand } from './build.ts'
import { addCheckCommand } from './check.ts'
import { addDevCommand } from './dev.ts'
import { addDoctorCommand } from './doctor.ts'
import { addGlossaryCommand } from './glossary.ts'
import { addInitCommand } from './init.ts'
import { addMembersCommand } from './members.ts'
import { exitCodes, type CommandContext } from './command.ts'
import { addSendCommand } from './send.ts'
import { addRestoreCommand } from './restore.ts'
import { addServeCommand } from './serve.ts'
import type { Terminal } from './terminal.ts'
import { toolVersion } from './version.ts'

const examples = `
Examples:
  tidings init news     make a new workspace in the folder news
  tidings check         find mistakes
  tidings build         make everything in out/
  tidings dev           write, and see at once how it looks

Every command explains itself: tidings build --help
`

/** The whole command line, as a value: documentation and tests look at it, `run` uses it. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('tidings')
    .description('Member newsletters from Markdown: e-mail, plain text and archive from one source.')
    .version(toolVersion())
    .addHelpText('after', examples)
    // An option belongs to the command it stands behind: `send` and `send report` both have `--workspace`.
    .enablePositionalOptions()
    .showHelpAfterError('(tidings --help lists the commands)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.terminal.out(text.trimEnd()),
      writeErr: (text) => context.terminal.err(text),
    })
  addInitCommand(program, context)
  addCheckCommand(program, context)
  addBuildCommand(program, context)
  addDevCommand(program, context)
  addGlossaryCommand(program, context)
  addMembersCommand(program, context)
  addSendCommand(program, context)
  addDoctorCommand(program, context)
  addServeCommand(program, context)
  addBackupCommand(program, context)
  addRestoreCommand(program, context)
  return program
}

/** Runs one command line and returns its exit code. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = exitCodes.clean
  const program = createProgram({ terminal, exit: (wanted) => void (code = wanted) })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage
    if (!(error instanceof UsageError)) throw error
    terminal.err(`${error.message}\n`)
    return exitCodes.usage
  }
}
