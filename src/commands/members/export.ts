import path from 'node:path'
import type { Command } from 'commander'
import type { Report } from '../../diagnostics/index.ts'
import { compileSegment, exportRoster } from '../../members/index.ts'
import { reportUnwritable, startingFolder, writePrivateFile } from '../../workspace/index.ts'
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
        const isWritten = await writeFile(options.output, pieces, context, report)
        if (isWritten && !options.quiet)
          context.terminal.err(`Wrote ${options.output}. It holds personal data: keep it safe.\n`)
      })
    })
}

/** With the mark by which spreadsheets know UTF-8. Reports where the file cannot be written. */
async function writeFile(
  file: string,
  pieces: AsyncIterable<string>,
  { terminal }: CommandContext,
  report: Report,
): Promise<boolean> {
  try {
    await writePrivateFile(path.resolve(startingFolder(terminal.env), file), async (write) => {
      await write('\uFEFF')
      for await (const piece of pieces) await write(piece)
    })
    return true
  } catch (error) {
    reportUnwritable(error, file, report)
    return false
  }
}
