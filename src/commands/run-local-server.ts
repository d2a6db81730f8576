import { InvalidArgumentError, type Command } from 'commander'
import type { DevServer } from '../studio/index.ts'
import {
  printDiagnostics,
  withWorkspaceOptions,
  type CommandContext,
  type WorkspaceOptions,
} from './command.ts'
import { exitCodes } from './exit-codes.ts'
import { askedToEnd } from './listen-for-end.ts'

export interface LocalServerOptions extends WorkspaceOptions {
  port?: number
}

/** Adds the options of a command that runs the local server. */
export function withServerOptions(command: Command): Command {
  return withWorkspaceOptions(command).option(
    '-p, --port <number>',
    'the port on this machine (default: the last one, or a free one)',
    portNumber,
  )
}

/** Runs the local server of a workspace until it is asked to end; `onStart` says where it is. */
export async function runLocalServer(
  root: string,
  options: LocalServerOptions,
  context: CommandContext,
  onStart: (server: DevServer) => void,
): Promise<void> {
  const { terminal } = context
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
  onStart(server)
  await end
  await server.close()
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
