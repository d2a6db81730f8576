import { InvalidArgumentError, type Command } from 'commander'
import {
  printDiagnostics,
  withWorkspaceOptions,
  workspaceOf,
  type CommandContext,
  type WorkspaceOptions,
} from './command.ts'

interface DevOptions extends WorkspaceOptions {
  port?: number
}

const examples = `
Examples:
  tidings dev              build, serve on a free port, and build again at each change
  tidings dev --port 4000  always at the same address
`

/** `tidings dev`: write, and see at once how the e-mail and the archive look. */
export function addDevCommand(program: Command, context: CommandContext): void {
  withWorkspaceOptions(program.command('dev'))
    .description('watch the workspace, build what changes, and reload the browser')
    .option('-p, --port <number>', 'the port on this machine (default: a free one)', portNumber)
    .addHelpText('after', examples)
    .action(async (options: DevOptions) => {
      const root = workspaceOf(options, context.terminal)
      const { startDevServer } = await import('../studio/index.ts')
      const server = await startDevServer({
        root,
        ...(options.port !== undefined && { port: options.port }),
        onBuild: (result, tookMs) => {
          if (options.json)
            return context.terminal.out(JSON.stringify({ diagnostics: result.diagnostics, tookMs }))
          printDiagnostics(result.diagnostics, context)
          if (!options.quiet) context.terminal.err(`Built in ${Math.round(tookMs)} ms.\n`)
        },
      })
      if (!options.json) context.terminal.err(`Open ${server.url} – Ctrl+C ends.\n`)
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve)
        process.once('SIGTERM', resolve)
      })
      await server.close()
    })
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new InvalidArgumentError('Expected a port from 1 to 65535.')
  return port
}
