import { accessSync, constants, createReadStream, statSync } from 'node:fs'
import path from 'node:path'
import { Option, type Command } from 'commander'
import { UsageError } from '../../diagnostics/index.ts'
import {
  importEncodings,
  importRoster,
  type ImportEncoding,
  type ImportResult,
  type ImportSummary,
  type RosterSource,
} from '../../members/index.ts'
import { startingFolder } from '../../workspace/index.ts'
import {
  exitCodeOf,
  printDiagnostics,
  withWorkspaceOptions,
  type CommandContext,
  type WorkspaceOptions,
} from '../command.ts'
import { createProgress } from '../progress.ts'
import { withDatabase, type Office } from '../with-database.ts'
import { collect, keysIfAny, splitPair } from './named-member.ts'

const examples = `
Examples:
  tidings members import list.csv                    show what the list would change; on a terminal, ask to write it
  tidings members import list.csv --yes              write it
  tidings members import list.csv --authoritative    the list is the truth: who is not in it lapses
  tidings members import list.csv --map "Mail=address" --map "Notes=-"
                                                     say what a column is; - leaves it out
`

interface ImportCommandOptions extends WorkspaceOptions {
  yes?: boolean
  dryRun?: boolean
  authoritative?: boolean
  allowMany?: boolean
  map: string[]
  encoding?: ImportEncoding
  delimiter?: string
}

/** `tidings members import FILE`. */
export function addMemberImportCommand(members: Command, context: CommandContext): void {
  withWorkspaceOptions(members.command('import'))
    .description('bring a list of members (CSV) into the roster, after showing what would change')
    .argument('<file>', 'the list')
    .option('-y, --yes', 'write it; without this nothing is written, unless a person says so when asked')
    .option('-n, --dry-run', 'show what the list would change; ask nothing and write nothing')
    .option('--authoritative', 'the list is the truth: active members who are not in it lapse')
    .option('--allow-many', 'let more than a fifth of the active members lapse')
    .option('--map <column=field>', 'what a column is; may be given several times', collect, [])
    .addOption(
      new Option('--encoding <name>', 'the encoding (default: what the file looks like)').choices(
        importEncodings,
      ),
    )
    .option(
      '--delimiter <sign>',
      'the sign between cells, `tab` for a tab (default: what the file looks like)',
    )
    .addHelpText('after', examples)
    .action(async (file: string, options: ImportCommandOptions) => {
      if (options.yes && options.dryRun) throw new UsageError('--yes and --dry-run exclude each other.')
      const source = sourceOf(file, context)
      await withDatabase(options, context, (office) => runImport(source, options, office, context))
    })
}

function sourceOf(file: string, { terminal }: CommandContext): RosterSource {
  const whole = path.resolve(startingFolder(terminal.env), file)
  try {
    accessSync(whole, constants.R_OK)
  } catch {
    throw new UsageError(`There is no file ${file} that can be read.`)
  }
  if (!statSync(whole).isFile()) throw new UsageError(`${file} is no file.`)
  return { file, read: () => createReadStream(whole) }
}

async function runImport(
  source: RosterSource,
  options: ImportCommandOptions,
  office: Office,
  context: CommandContext,
): Promise<void> {
  const { report, diagnostics, settings, database } = office
  const keys = keysIfAny(context, report)
  const progress = createProgress(
    context.terminal,
    Boolean(options.quiet ?? options.json) || !context.terminal.interactive,
  )
  const { size } = statSync(path.resolve(startingFolder(context.terminal.env), source.file))
  if (diagnostics.length > 0) return
  let readBytes = 0
  const result = await importRoster(
    database,
    counted(source, (bytes) => (readBytes += bytes)),
    {
      attributes: settings.attributes,
      map: Object.fromEntries(options.map.map((pair) => splitPair(pair, '--map'))),
      authoritative: options.authoritative ?? false,
      allowMany: options.allowMany ?? false,
      encoding: options.encoding,
      delimiter: options.delimiter === undefined ? undefined : signOf(options.delimiter),
      keys,
      now: Date.now(),
      report,
      // The file is read twice: once to find its encoding.
      onProgress: () => progress('Reading', Math.max(0, readBytes - size), size),
      confirm: async (summary) => {
        progress.end()
        if (options.json) return options.yes ?? false
        context.exit(exitCodeOf(diagnostics))
        printDiagnostics(diagnostics.splice(0), context)
        if (!options.quiet || !options.yes) context.terminal.err(`${describe(summary)}\n`)
        return options.dryRun ? false : (options.yes ?? (await askToWrite(context)))
      },
    },
  )
  progress.end()
  conclude(result, options, office, context)
}

function counted(source: RosterSource, count: (bytes: number) => void): RosterSource {
  return {
    file: source.file,
    read: async function* () {
      for await (const chunk of source.read()) {
        count(chunk.length)
        yield chunk
      }
    },
  }
}

function signOf(text: string): string {
  const sign = text === 'tab' || text === '\\t' ? '\t' : text
  if ([...sign].length !== 1 || /["\r\n]/.test(sign))
    throw new UsageError('--delimiter needs one sign, or `tab`.')
  return sign
}

async function askToWrite({ terminal }: CommandContext): Promise<boolean> {
  if (!terminal.ask) return false
  return /^y(?:es)?$/i.test(await terminal.ask('Write this to the roster? [y/N] '))
}

function conclude(
  { summary, written }: ImportResult,
  options: ImportCommandOptions,
  { diagnostics }: Office,
  context: CommandContext,
): void {
  if (options.json) {
    context.terminal.out(JSON.stringify({ written, summary: summary ?? null, diagnostics }, null, 2))
    context.exit(exitCodeOf(diagnostics))
    diagnostics.splice(0)
    return
  }
  if (written) {
    if (!options.quiet) context.terminal.err('Written.\n')
  } else if (summary && diagnostics.length === 0) {
    context.terminal.err('Nothing was written. To write it, give --yes.\n')
  } else if (summary) context.terminal.err(`${describe(summary)}\n`)
}

/** What an import does, in words. */
function describe(summary: ImportSummary): string {
  const parts = [
    `${count(summary.new)} new`,
    `${count(summary.changed)} changed`,
    ...(summary.returned > 0 ? [`${count(summary.returned)} active again`] : []),
    `${count(summary.lapsed)} lapsed`,
    `${count(summary.unchanged)} unchanged`,
    `${count(summary.refused)} left out`,
  ]
  const forgotten =
    summary.forgotten > 0
      ? `\n${count(summary.forgotten)} of them asked to be forgotten: they stay suppressed.`
      : ''
  const suppressed =
    summary.suppressed > 0
      ? `\n${count(summary.suppressed)} of them left or were taken out: they stay suppressed at their new address.`
      : ''
  return `${count(summary.rows)} row${summary.rows === 1 ? '' : 's'}: ${parts.join(', ')}.${forgotten}${suppressed}`
}

function count(number: number): string {
  return number.toLocaleString('en-GB')
}
