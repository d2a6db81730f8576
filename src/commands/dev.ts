import { InvalidArgumentError, type Command } from 'commander'
import {
  printDiagnostics,
  withWorkspaceOptions,
  workspaceOf,
  type CommandContext,
  type WorkspaceOptions,
} from './command.ts'
import { exitCodes } from './exit-codes.ts'
import { askedToEnd } from './listen-for-end.ts'

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
      const { terminal } = context
      const root = workspaceOf(options, terminal)
      const { startDevServer } = await import('../studio/index.ts')
      const server = await startDevServer({
        root,
        ...(options.port !== undefined && { port: options.port }),
        onBuild: (result, tookMs) => {
          // While it comes to its end a build may still be under way.
          if (terminal.gone?.aborted) return
          if (options.json) return terminal.out(JSON.stringify({ diagnostics: result.diagnostics, tookMs }))
          printDiagnostics(result.diagnostics, context)
          if (!options.quiet) terminal.err(`Built in ${Math.round(tookMs)} ms.\n`)
        },
      })
      const end = Promise.race([askedToEnd(), leftAlone(context)])
      if (!options.json) terminal.err(`Open ${server.url} – Ctrl+C ends.\n`)
      await end
      await server.close()
    })
}

/** Resolves when nobody hears what is built: who started it has gone. */
function leftAlone({ terminal, exit }: CommandContext): Promise<void> {
  return new Promise((resolve) => {
    const leave = (): void => {
      exit(exitCodes.unread)
      resolve()
    }
    terminal.gone?.addEventListener('abort', leave)
    process.stderr.once('error', leave)
  })
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new InvalidArgumentError('Expected a port from 1 to 65535.')
  return port
}
