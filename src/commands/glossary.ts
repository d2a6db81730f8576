import path from 'node:path'
import type { Command } from 'commander'
import { toDiagnostic, UsageError, type Finding, type Report } from '../diagnostics/index.ts'
import type { MergeReport, TermUse } from '../press/glossary/index.ts'
import { startingFolder } from '../workspace/index.ts'
import { bringDocument } from './bring-document.ts'
import {
  exitCodeOf,
  printDiagnostics,
  withWorkspaceOptions,
  workspaceOf,
  type CommandContext,
  type WorkspaceOptions,
} from './command.ts'

const examples = {
  list: `
Examples:
  tidings glossary list          every term and how often it is used
  tidings glossary list --json   for scripts
`,
  unused: `
Examples:
  tidings glossary unused   terms that no article and no issue uses
`,
  import: `
Examples:
  tidings glossary import list.txt            merge a list, one term a line: letters, then what they stand for
  tidings glossary import list.docx           the same from a Word document
  tidings glossary import terms.csv --dry-run show what would be merged
`,
  harvest: `
Examples:
  tidings glossary harvest                       definitions in all articles, as glossary entries
  tidings glossary harvest articles/summary.md   in one article
  tidings glossary harvest --write               merge those that are sure and in no conflict
`,
}

/** `tidings glossary list|unused|import|harvest`. */
export function addGlossaryCommand(program: Command, context: CommandContext): void {
  const glossary = program
    .command('glossary')
    .description('look after the glossary')
    .addHelpText('after', '\nExamples:\n  tidings glossary harvest   find definitions in the articles\n')
  addList(glossary, context)
  addUnused(glossary, context)
  addImport(glossary, context)
  addHarvest(glossary, context)
}

function addList(glossary: Command, context: CommandContext): void {
  withWorkspaceOptions(glossary.command('list'))
    .description('list the terms and how often the articles use them')
    .addHelpText('after', examples.list)
    .action((options: WorkspaceOptions) => printTerms(options, context, () => true))
}

function addUnused(glossary: Command, context: CommandContext): void {
  withWorkspaceOptions(glossary.command('unused'))
    .description('list the terms that no article and no issue uses')
    .addHelpText('after', examples.unused)
    .action((options: WorkspaceOptions) =>
      printTerms(options, context, ({ mentions, inIssues }) => mentions === 0 && !inIssues),
    )
}

async function printTerms(
  options: WorkspaceOptions,
  context: CommandContext,
  isWanted: (use: TermUse) => boolean,
): Promise<void> {
  const { glossaryUse } = await import('../press/glossary/index.ts')
  const { terms, diagnostics } = await glossaryUse(workspaceOf(options, context.terminal))
  const wanted = terms.filter(isWanted)
  if (options.json) {
    const rows = wanted.map(({ term: { id, term, expansion, sense }, mentions, articles }) => {
      return { id, term, expansion, ...(sense !== undefined && { sense }), mentions, articles }
    })
    context.terminal.out(JSON.stringify(rows, null, 2))
  } else {
    const width = Math.max(0, ...wanted.map(({ term }) => term.term.length))
    for (const use of wanted) {
      const { term } = use
      const sense = term.sense === undefined ? '' : ` [${term.sense}]`
      context.terminal.out(`${term.term.padEnd(width)}  ${term.expansion}${sense} – ${useInWords(use)}`)
    }
    printDiagnostics(
      diagnostics.filter(({ severity }) => severity === 'error'),
      context,
    )
  }
  context.exit(exitCodeOf(diagnostics))
}

function useInWords({ mentions, articles, inIssues }: TermUse): string {
  if (mentions > 0) return `${mentions} × in ${articles} article${articles === 1 ? '' : 's'}`
  return inIssues ? 'only in the words of an issue' : 'not used'
}

interface ImportOptions extends WorkspaceOptions {
  dryRun?: boolean
}

function addImport(glossary: Command, context: CommandContext): void {
  withWorkspaceOptions(glossary.command('import'))
    .description(
      'merge a list of terms into the glossary: plain lines, CSV, a table or list in Markdown or Word, a glossary',
    )
    .argument('<file>', 'the list')
    .option('-n, --dry-run', 'say what would be merged and write nothing')
    .addHelpText('after', examples.import)
    .action(async (file: string, options: ImportOptions) => {
      const { importGlossary } = await import('../press/glossary/index.ts')
      const root = workspaceOf(options, context.terminal)
      const findings: Finding[] = []
      const list = await listOf(path.resolve(startingFolder(context.terminal.env), file), (finding) => {
        findings.push(finding)
      })
      const merged = list
        ? await importGlossary(root, list, !options.dryRun)
        : { added: [], changed: [], diagnostics: [] }
      const diagnostics = [...findings.map(toDiagnostic), ...merged.diagnostics]
      printMerge({ ...merged, diagnostics }, options, context)
    })
}

/** A backslash before a sign that would mean something in Markdown; in a table `\\|` must stay. */
const escaped = /\\([!-/:-@[-`{}~])/g

/** A list that is plain text is read as it stands; of a Word document or a web page, its text as Markdown. */
async function listOf(
  whole: string,
  report: Report,
): Promise<string | { file: string; source: string } | undefined> {
  const { isDocument } = await import('../intake/format/index.ts')
  const brought = bringDocument(whole, report)
  if (!brought || !isDocument(brought.name, brought.bytes)) return brought && whole
  const { takeIn, writeMarkdown } = await import('../intake/index.ts')
  const taken = await takeIn(brought, report)
  return taken && { file: brought.name, source: writeMarkdown(taken.tree).replace(escaped, '$1') }
}

interface HarvestOptions extends WorkspaceOptions {
  write?: boolean
}

function addHarvest(glossary: Command, context: CommandContext): void {
  withWorkspaceOptions(glossary.command('harvest'))
    .description('find definitions in the articles and propose glossary entries')
    .argument('[article...]', 'the articles (default: all)')
    .option('--write', 'merge what is new, sure and in no conflict into the glossary')
    .addHelpText('after', examples.harvest)
    .action(async (files: string[], options: HarvestOptions) => {
      const { harvestArticles, mergeIntoGlossary } = await import('../press/glossary/index.ts')
      const { harvestedTerms, harvestRows, proposeYaml } = await import('../glossary/index.ts')
      const root = workspaceOf(options, context.terminal)
      const only = files.length > 0 ? files.map((file) => insideWorkspace(root, file, context)) : undefined
      const { found, diagnostics } = await harvestArticles(root, only)
      if (options.json) context.terminal.out(JSON.stringify(harvestRows(found), null, 2))
      else if (!options.write && found.length > 0) context.terminal.out(proposeYaml(found))
      else if (!options.write && !options.quiet) context.terminal.err('Nothing to propose.\n')
      printDiagnostics(
        diagnostics.filter(({ severity }) => severity === 'error'),
        context,
      )
      context.exit(exitCodeOf(diagnostics))
      if (!options.write) return
      const sure = found.filter(({ confidence, conflict }) => confidence >= sureEnough && !conflict)
      const merged = await mergeIntoGlossary(root, harvestedTerms(sure), true)
      printMerge(merged, { ...options, json: false, quiet: Boolean(options.json ?? options.quiet) }, context)
    })
}

/** Below this a person should look before it goes into the glossary. */
const sureEnough = 0.8

function insideWorkspace(root: string, file: string, { terminal }: CommandContext): string {
  const relative = path.relative(root, path.resolve(startingFolder(terminal.env), file))
  if (relative.startsWith('..') || path.isAbsolute(relative))
    throw new UsageError(`${file} is not in the workspace ${root}.`)
  return relative.split(path.sep).join('/')
}

function printMerge(
  { added, changed, diagnostics }: MergeReport,
  options: WorkspaceOptions,
  context: CommandContext,
): void {
  if (options.json) context.terminal.out(JSON.stringify({ added, changed, diagnostics }, null, 2))
  else {
    printDiagnostics(diagnostics, context)
    if (!options.quiet) context.terminal.err(`Added: ${inWords(added)}. Filled in: ${inWords(changed)}.\n`)
  }
  context.exit(exitCodeOf(diagnostics))
}

/** As many as a line shows with nothing else moved out of sight. */
const shown = 10

function inWords(terms: readonly string[]): string {
  if (terms.length === 0) return 'none'
  const rest = terms.length - shown
  const more = rest > 0 ? ` and ${rest.toLocaleString('en')} more` : ''
  return `${terms.length.toLocaleString('en')} (${terms.slice(0, shown).join(', ')}${more})`
}
