import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { format, resolveConfig } from 'prettier'
import { createProgram } from '../src/commands/program.ts'
import { rules } from '../src/diagnostics/index.ts'
import { sendReportSchema } from '../src/delivery/index.ts'
import { glossaryDataSchema } from '../src/press/archive/glossary-data-schema.ts'
import { reportSchema } from '../src/press/report-schema.ts'
import {
  articleSchema,
  glossarySchema,
  issueSchema,
  settingsSchema,
  themeSchema,
} from '../src/workspace/index.ts'

/**
 * Makes what is generated: `docs/schemas/*.schema.json`, `docs/settings.md`, `docs/commands.md` and the index of
 * `docs/rules/`. With `--check` it writes nothing and fails if a file is not what would be made.
 */
const root = path.resolve(import.meta.dirname, '..')
const checkOnly = process.argv.includes('--check')

const schemas = {
  tidings: settingsSchema,
  theme: themeSchema,
  article: articleSchema,
  glossary: glossarySchema,
  issue: issueSchema,
  report: reportSchema,
  'glossary-data': glossaryDataSchema,
  'send-report': sendReportSchema,
}

type Schema = z.core.JSONSchema.BaseSchema

function jsonSchema(name: string, schema: z.ZodType): string {
  const made = z.toJSONSchema(schema, {
    io: /report$|data$/.test(name) ? 'output' : 'input',
    unrepresentable: 'any',
  })
  return JSON.stringify({ $id: `https://tidings.example.org/schemas/${name}.schema.json`, ...made }, null, 2)
}

function keyRows(schema: Schema, prefix = ''): string[] {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const property = value as Schema
    const name = `${prefix}${key}`
    const initial = ['string', 'number', 'boolean'].includes(typeof property.default)
      ? `\`${JSON.stringify(property.default).replace(/^"|"$/g, '')}\``
      : ''
    const row = `| \`${name}\` | ${required.has(key) && !prefix ? 'yes' : ''} | ${property.description ?? ''} | ${initial} |`
    const items = property.items as Schema | undefined
    const more = property.additionalProperties as Schema | undefined
    return [
      row,
      ...keyRows(property, `${name}.`),
      ...(items?.properties ? keyRows(items, `${name}[].`) : []),
      ...(typeof more === 'object' && more.properties ? keyRows(more, `${name}.*.`) : []),
    ]
  })
}

function settingsPage(): string {
  const parts = (
    [
      ['tidings', '`tidings.yaml`'],
      ['theme', '`templates/theme.yaml`'],
      ['article', 'The front matter of an article'],
      ['issue', 'The front matter of an issue'],
      ['glossary', '`articles/glossary.yaml`: each term'],
    ] as const
  ).map(([name, title]) => {
    const made = z.toJSONSchema(schemas[name], { io: 'input', unrepresentable: 'any' }) as Schema
    const object = (made.items as Schema | undefined) ?? made
    return `## ${title}\n\n| key | required | what it says | default |\n|---|---|---|---|\n${keyRows(object).join('\n')}`
  })
  return `# Settings\n\nEvery key of every file you write. Made from the tool's own schemas.\n\n${parts.join('\n\n')}\n`
}

async function commandsPage(): Promise<string> {
  const silent = { out: () => undefined, err: () => undefined, interactive: false, colour: false, env: {} }
  const program = await createProgram({ terminal: silent, exit: () => undefined })
  const pages: string[] = []
  const visit = (command: typeof program, name: string): void => {
    let help = ''
    command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 100 })
    command.outputHelp()
    pages.push(`## ${name}\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\``)
    for (const child of command.commands) visit(child, `${name} ${child.name()}`)
  }
  visit(program, 'tidings')
  return `# Commands\n\nWhat each command says of itself with \`--help\`.\n\n${pages.join('\n\n')}\n`
}

function rulesPage(): string {
  const rows = Object.entries(rules)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([id, { severity, note }]) =>
        `| [\`${id}\`](${id}.md) | ${severity} | ${note.replaceAll('|', '\\|')} |`,
    )
  return `# Rules\n\nEvery finding names its rule. An error stops an edition, a warning asks for a look, info tells. In a terminal the first five of a rule that only tells are printed, and how many more there are; \`--json\` prints all.\n\n| rule | severity | way out |\n|---|---|---|\n${rows.join('\n')}\n`
}

const files: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      `docs/schemas/${name}.schema.json`,
      jsonSchema(name, schema),
    ]),
  ),
  'docs/settings.md': settingsPage(),
  'docs/commands.md': await commandsPage(),
  'docs/rules/README.md': rulesPage(),
}

let stale = 0
for (const [file, text] of Object.entries(files)) {
  const target = path.join(root, file)
  const made = await format(text, { ...(await resolveConfig(target)), filepath: target })
  const present = readIfThere(target)
  if (present === made) continue
  stale++
  if (checkOnly) process.stderr.write(`${file} is not fresh: run npm run docs\n`)
  else {
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, made)
    process.stdout.write(`made ${file}\n`)
  }
}
if (checkOnly && stale > 0) process.exitCode = 1

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
