import type { Command } from 'commander'
import { workspaceOf, type CommandContext } from './command.ts'
import { runLocalServer, withServerOptions, type LocalServerOptions } from './run-local-server.ts'

const examples = `
Examples:
  tidings dev              build, serve on a free port, and build again at each change
  tidings dev --port 4000  always at the same address
`

/** `tidings dev`: write, and see at once how the e-mail and the archive look. */
export function addDevCommand(program: Command, context: CommandContext): void {
  withServerOptions(program.command('dev'))
    .description('watch the workspace, build what changes, and reload the browser')
    .addHelpText('after', examples)
    .action(async (options: LocalServerOptions) => {
      const { terminal } = context
      await runLocalServer(workspaceOf(options, terminal), options, context, (server) => {
        if (!options.json) terminal.err(`Open ${server.withKey('/')} – Ctrl+C ends.\n`)
      })
    })
}
