import { createWriteStream, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { UsageError } from '../../diagnostics/index.ts'
import { compileSegment, exportRoster } from '../../members/index.ts'
import { startingFolder } from '../../workspace/index.ts'
import type { CommandContext } from '../command.ts'
import { withDatabase } from '../with-database.ts'

const examples = `
Examples:
  tidings members export > members.csv                     everybody
  tidings members export --output members.csv              the same into a file that spreadsheets read well
  tidings members export --segment wales -o wales.csv      a segment
`

interface ExportCommandOptions {
  workspace?: string
  quiet?: boolean
  segment?: string
  output?: string
}

/** `tidings members export`. */
export function addMemberExportCommand(members: Command, context: CommandContext): void {
  members
    .command('export')
    .description('write the roster as CSV, which an import reads back as it is')
    .option('-w, --workspace <dir>', 'the workspace (default: the nearest folder above with a tidings.yaml)')
    .option('-q, --quiet', 'print nothing but findings and the roster')
    .option('--segment <segment>', 'only those of a segment of tidings.yaml, or of a condition')
    .option('-o, --output <file>', 'the file to write, readable by you alone (default: standard output)')
    .addHelpText('after', examples)
    .action(async (options: ExportCommandOptions) => {
      await withDatabase(options, context, async ({ database, settings, report }) => {
        const segment =
          options.segment === undefined ? undefined : compileSegment(settings, options.segment, report)
        if (options.segment !== undefined && !segment) return
        const pieces = exportRoster(database, { attributes: settings.attributes, condition: segment })
        if (options.output === undefined) {
          for await (const piece of pieces) context.terminal.out(piece.replaceAll('\r\n', '\n').slice(0, -1))
          return
        }
        await writeWhole(options.output, pieces, context)
        if (!options.quiet)
          context.terminal.err(`Wrote ${options.output}. It holds personal data: keep it safe.\n`)
      })
    })
}

/** The file as a whole or not at all; with the mark by which spreadsheets know UTF-8. */
async function writeWhole(
  file: string,
  pieces: AsyncIterable<string>,
  { terminal }: CommandContext,
): Promise<void> {
  const target = path.resolve(startingFolder(terminal.env), file)
  const partial = `${target}.part`
  try {
    const marked = async function* (): AsyncGenerator<string> {
      yield '\uFEFF'
      yield* pieces
    }
    await pipeline(Readable.from(marked()), createWriteStream(partial, { mode: 0o600 }))
    renameSync(partial, target)
  } catch (error) {
    rmSync(partial, { force: true })
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === undefined || syscall === undefined) throw error
    throw new UsageError(`${file} cannot be written (${code}).`)
  }
}
