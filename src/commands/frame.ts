import { Command } from 'commander'
import type { CommandContext } from './command.ts'
import { toolVersion } from './version.ts'

const examples = `
Examples:
  tidings init news     make a new workspace in the folder news
  tidings check         find mistakes
  tidings build         make everything in out/
  tidings studio        write in the browser, and see at once how it looks
  tidings dev           write in your own editor, and see it in the browser

Every command explains itself: tidings build --help
`

/** The command line without its commands. */
export function createFrame(context: CommandContext): Command {
  return (
    new Command('tidings')
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
  )
}
