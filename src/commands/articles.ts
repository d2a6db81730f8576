import { existsSync } from 'node:fs'
import path from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { toDiagnostic, UsageError, type Diagnostic, type Finding } from '../diagnostics/index.ts'
import { startingFolder, writeTogether } from '../workspace/files/index.ts'
import { bringDocument } from './bring-document.ts'
import {
  exitCodeOf,
  printDiagnostics,
  withWorkspaceOptions,
  workspaceOf,
  type CommandContext,
  type WorkspaceOptions,
} from './command.ts'

const examples = `
Examples:
  tidings articles import minutes.docx                a Word document becomes articles/<its title>.md, a draft, with its pictures
  tidings articles import page.html notes.txt         so do web pages and plain texts
  tidings articles import minutes.docx --as branch    becomes articles/branch.md
`

interface ImportOptions extends WorkspaceOptions {
  as?: string
  replace?: boolean
  dryRun?: boolean
}

/** `tidings articles import FILE…`. */
export function addArticlesCommand(program: Command, context: CommandContext): void {
  const articles = program
    .command('articles')
    .description('bring in what was written elsewhere')
    .addHelpText(
      'after',
      '\nExamples:\n  tidings articles import minutes.docx   make an article of a Word document\n',
    )
  withWorkspaceOptions(articles.command('import'))
    .description('make articles of Word documents, web pages and plain texts, with their pictures')
    .argument('<file...>', 'the documents: .docx, .html, .txt')
    .option('--as <slug>', 'the name of the article (default: its title)', readSlug)
    .option('--replace', 'write over an article that has the name')
    .option('-n, --dry-run', 'say what would be made and write nothing')
    .addHelpText('after', examples)
    .action(async (files: string[], options: ImportOptions) => {
      if (options.as !== undefined && files.length > 1)
        throw new UsageError('--as names one article; import one document.')
      await importDocuments(files, options, context)
    })
}

function readSlug(value: string): string {
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value)) return value
  throw new InvalidArgumentError('Use small letters, digits and single hyphens.')
}

/** An article that was made, for people and scripts. */
interface ImportedArticle {
  from: string
  file: string
  title: string
  words: number
  pictures: string[]
}

async function importDocuments(
  files: readonly string[],
  options: ImportOptions,
  context: CommandContext,
): Promise<void> {
  const root = workspaceOf(options, context.terminal)
  const findings: Finding[] = []
  const made: ImportedArticle[] = []
  for (const file of files) {
    const whole = path.resolve(startingFolder(context.terminal.env), file)
    const article = await importDocument(root, whole, options, (finding) => findings.push(finding))
    if (article) made.push(article)
  }
  const diagnostics = [...findings.map(toDiagnostic), ...(options.dryRun ? [] : await check(root, made))]
  if (options.json) context.terminal.out(JSON.stringify({ articles: made, diagnostics }, null, 2))
  else {
    printDiagnostics(diagnostics, context)
    if (!options.quiet) for (const article of made) context.terminal.err(`${inWords(article, options)}\n`)
  }
  context.exit(exitCodeOf(diagnostics))
}

/** What a build would find in the articles that were made. */
async function check(root: string, made: readonly ImportedArticle[]): Promise<Diagnostic[]> {
  if (made.length === 0) return []
  const press = await import('../press/index.ts')
  const { diagnostics } = await press.check({ root })
  return diagnostics.filter(({ file }) => made.some((article) => article.file === file))
}

async function importDocument(
  root: string,
  whole: string,
  options: ImportOptions,
  report: (finding: Finding) => void,
): Promise<ImportedArticle | undefined> {
  const brought = bringDocument(whole, report)
  if (!brought) return undefined
  const { articleFiles, slugFor, takeIn } = await import('../intake/index.ts')
  const taken = await takeIn(brought, report)
  if (!taken) return undefined
  const name = path.parse(whole).name
  const slug = options.as ?? (slugFor(taken.title ?? name) || 'article')
  // A picture of that name may be another article's.
  const isTaken = (file: string): boolean => !options.replace && existsSync(path.join(root, file))
  const files = articleFiles(taken, { slug, untitled: name, isTaken })
  const { file } = files.article
  if (isTaken(file)) {
    report({
      rule: 'intake/existing-article',
      message: `Unexpected article \`${file}\` that is there already, expected none`,
      file: brought.name,
    })
    return undefined
  }
  if (!options.dryRun && !writeTogether(root, [...files.pictures, files.article], report)) return undefined
  return {
    from: brought.name,
    file,
    title: taken.title ?? name,
    words: taken.words,
    pictures: files.pictures.map((picture) => picture.file),
  }
}

function inWords({ from, file, title, words, pictures }: ImportedArticle, { dryRun }: ImportOptions): string {
  const shown = pictures.length === 0 ? '' : `, ${pictures.length} picture${pictures.length === 1 ? '' : 's'}`
  const size = `“${title}”, ${words.toLocaleString('en')} word${words === 1 ? '' : 's'}${shown}`
  if (dryRun) return `${from} would become ${file}: ${size}. Nothing was written.`
  return `${from} is ${file} now: ${size}. It is a draft: look at it with \`tidings studio\`, then take out its line \`draft: true\`.`
}
