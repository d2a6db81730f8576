import path from 'node:path'
import type { Command } from 'commander'
import { UsageError } from '../diagnostics/terminal/index.ts'
import { startingFolder } from '../workspace/files/index.ts'
import { workspaceOf, type CommandContext } from './command.ts'
import { openBrowser } from './open-browser.ts'
import { runLocalServer, withServerOptions, type LocalServerOptions } from './run-local-server.ts'

const examples = `
Examples:
  tidings studio                       write in the browser: articles, pictures, glossary
  tidings studio meetings              open articles/meetings.md
  tidings studio articles/meetings.md  the same by its file
  tidings studio --no-open             only say the address

The address has a key: who has it may write in this workspace until the command ends. Nothing here sends a letter.
`

interface StudioOptions extends LocalServerOptions {
  open: boolean
}

/** `tidings studio`: write in the browser, and see beside it how it looks. */
export function addStudioCommand(program: Command, context: CommandContext): void {
  withServerOptions(program.command('studio'))
    .description('write in the browser, and see beside it how it looks')
    .argument('[article]', 'what to write on: its file or its slug (default: choose in the browser)')
    .option('--no-open', 'do not open the browser')
    .addHelpText('after', examples)
    .action(async (article: string | undefined, options: StudioOptions) => {
      const { terminal } = context
      const root = workspaceOf(options, terminal)
      const page = article === undefined ? '/' : await writePageOf(root, article, context)
      await runLocalServer(root, options, context, (server) => {
        const address = server.withKey(page)
        if (options.json) terminal.out(JSON.stringify({ address }))
        else terminal.err(`Write at ${address} – Ctrl+C ends.\n`)
        const mayOpen = options.open && terminal.interactive && !terminal.env['CI']
        if (mayOpen) openBrowser(server.withKeyForOnce(page))
      })
    })
}

async function writePageOf(root: string, given: string, { terminal }: CommandContext): Promise<string> {
  const { findAuthored } = await import('../studio/index.ts')
  const whole = path.resolve(startingFolder(terminal.env), given)
  const asFile = path.relative(root, whole).split(path.sep).join('/')
  const file = findAuthored(root, [asFile, given])
  if (file === undefined)
    throw new UsageError(
      `There is no article or issue ${given}: name its file, such as articles/meetings.md, or its slug; or name none, and choose or begin one in the browser.`,
    )
  return `/-/write?file=${encodeURIComponent(file)}`
}
