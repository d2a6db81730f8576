import { Liquid, type Template } from 'liquidjs'
import type { Report } from '../diagnostics/index.ts'
import type { Place } from '../model/place.ts'
import { formatDate } from './date-filter.ts'
import { counted, type CountedWord } from './messages/counted.ts'
import { messages } from './messages/messages.ts'
import { checkRecipientUse } from './recipient-check.ts'
import { defaultLimits, limitedContext, type TemplateLimits } from './render-limits.ts'
import { createFolderReader, type FolderReader, type TemplateFiles } from './template-files.ts'
import { renderPlainly } from './sync-renderer.ts'
import { lineAt, markLines } from './source-lines.ts'
import { placeAt } from './template-place.ts'
import { templateFinding } from './template-problem.ts'
import { tagName, walkTemplates } from './template-walk.ts'

export interface TemplateOptions {
  /** The templates' text by path from the workspace's root. */
  files: TemplateFiles
  /** The folder they live in, such as `templates/email`; nothing outside it can be included. */
  root: string
  /** The publication's language (BCP 47), for dates. Default: `en`. */
  language?: string
  /** The recipient fields that exist; default: none is checked by name when the template is compiled. */
  recipientFields?: Iterable<string>
  /** Tried in order for a name without an extension. Default: `.mjml`, `.html`. */
  extensions?: readonly string[]
  /** Default: `defaultLimits`. */
  limits?: Partial<TemplateLimits>
}

/** Liquid over one folder of templates. Parsed templates are kept, so make a new engine when a file changes. */
export interface TemplateEngine {
  /**
   * Renders a template with `scope`, whose names partials see too. Unknown variables and filters are errors, so
   * give `null` for what is absent. Nothing when the template is wrong: then it has been reported with its place.
   */
  render(name: string, scope: object, report: Report): string | undefined
  /** Parses a template and every partial it names in quotes, and checks what can be checked without a scope. */
  check(name: string, report: Report): boolean
  /** The path of a template from its name, for messages about what it made. */
  path(name: string): string
  /** A template's source. */
  source(name: string): string | undefined
  /**
   * Where in the templates a line of the output comes from, for complaints about that output. `tag` is the element
   * that is complained about; without a scope that renders, the place is the template as a whole.
   */
  locate(name: string, scope: object, outputLine: number, tag?: string): { file: string; place?: Place }
  /** Where a recipient field is first printed. */
  findField(name: string, field: string): { file: string; place?: Place }
}

interface Engine {
  liquid: Liquid
  reader: FolderReader
  fields: ReadonlySet<string> | undefined
  limits: TemplateLimits
  /** Names checked already, and whether they were good. */
  checked: Map<string, boolean>
}

/** Makes the engine for the templates of one folder. Reads a file only when it is first needed. */
export function createTemplates(options: TemplateOptions): TemplateEngine {
  const limits = { ...defaultLimits, ...options.limits }
  const { liquid, reader } = parserFor(options, limits)
  const fields = options.recipientFields && new Set(options.recipientFields)
  const engine: Engine = { liquid, reader, fields, limits, checked: new Map() }
  return {
    render: (name, scope, report) => render(engine, name, scope, report),
    check: (name, report) => check(engine, name, report, new Set()),
    path: (name) => reader.resolve(name),
    source: (name) => reader.read(reader.resolve(name)),
    locate: (name, scope, line, tag) => locateLine(options, reader.resolve(name), scope, line, tag),
    findField: (name, field) => findField(engine, name, field),
  }
}

/** LiquidJS with the templates that it has parsed. */
interface TemplateParser {
  liquid: Liquid
  reader: FolderReader
}

/** The parsers of the last builds by all that they depend on: the next build of a process mostly has the same templates. */
const parsers = new Map<string, TemplateParser>()
const mostParsers = 8

function parserFor(options: TemplateOptions, limits: TemplateLimits): TemplateParser {
  const { files, ...others } = options
  if (typeof files === 'function') return createParser(options, limits)
  const key = JSON.stringify([others.root, others.language, others.extensions, limits, ...files])
  const parser = parsers.get(key) ?? createParser(options, limits)
  parsers.delete(key)
  parsers.set(key, parser)
  const [oldest] = parsers.keys()
  if (parsers.size > mostParsers && oldest !== undefined) parsers.delete(oldest)
  return parser
}

function createParser(options: TemplateOptions, limits: TemplateLimits): TemplateParser {
  const { files, root, language = 'en', extensions = ['.mjml', '.html'] } = options
  const reader = createFolderReader(files, root, extensions)
  const liquid = createLiquid(reader, limits)
  registerFilters(liquid, language)
  renderPlainly(liquid)
  return { liquid, reader }
}

function createLiquid(reader: FolderReader, limits: TemplateLimits): Liquid {
  const existsSync = (path: string): boolean => reader.read(path) !== undefined
  const readFileSync = (path: string): string => reader.read(path) ?? ''
  return new Liquid({
    fs: {
      existsSync,
      readFileSync,
      exists: async (path) => existsSync(path),
      readFile: async (path) => readFileSync(path),
      resolve: (_folder, name) => reader.resolve(name),
    },
    root: '',
    relativeReference: false,
    cache: true,
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: 'escape',
    timezoneOffset: 0,
    parseLimit: limits.parseCharacters,
    memoryLimit: limits.memoryUnits,
  })
}

/** Filters whose result depends on the clock, on chance or on the machine's time zone. */
const unsteadyFilters = [
  'date_to_xmlschema',
  'date_to_rfc822',
  'date_to_string',
  'date_to_long_string',
  'sample',
  'shuffle',
]

function registerFilters(liquid: Liquid, language: string): void {
  for (const name of unsteadyFilters) liquid.unregisterFilter(name)
  liquid.registerFilter('date', (value: unknown, style?: string) => formatDate(value, language, style))
  liquid.registerFilter('counted', (count: unknown, word: CountedWord) =>
    counted(messages(language).language, Number(count), word),
  )
  liquid.registerFilter('json', (value: unknown, space?: number) => scriptSafeJson(value, space))
}

/** JSON that may stand inside `<script>`: no `<` is left to end it, no line separator to break it. */
function scriptSafeJson(value: unknown, space?: number): string {
  const escapes: Record<string, string> = { '<': '\\u003c', '\u2028': '\\u2028', '\u2029': '\\u2029' }
  return JSON.stringify(value ?? null, null, space).replace(
    /[<\u2028\u2029]/g,
    (sign) => escapes[sign] ?? sign,
  )
}

function render(engine: Engine, name: string, scope: object, report: Report): string | undefined {
  if (!check(engine, name, report, new Set())) return undefined
  try {
    const context = limitedContext(engine.liquid, scope, engine.limits)
    return String(engine.liquid.renderSync(engine.liquid.parseFileSync(name), context))
  } catch (error) {
    report(templateFinding(error, fileOfName(engine, name), engine.reader.fileOf))
    return undefined
  }
}

function check(engine: Engine, name: string, report: Report, seen: Set<string>): boolean {
  const known = engine.checked.get(name)
  if (known || seen.has(name)) return true
  seen.add(name)
  const good = checkFile(engine, name, report, seen)
  engine.checked.set(name, good)
  return good
}

function checkFile(engine: Engine, name: string, report: Report, seen: Set<string>): boolean {
  try {
    const templates = engine.liquid.parseFileSync(name)
    const findings = checkRecipientUse(templates, fileOfName(engine, name), engine.fields)
    for (const finding of findings) report(finding)
    const partials = partialsOf(templates).map((partial) => checkPartial(engine, partial, report, seen))
    return findings.length === 0 && partials.every(Boolean)
  } catch (error) {
    report(templateFinding(error, fileOfName(engine, name), engine.reader.fileOf))
    return false
  }
}

interface PartialUse {
  name: string
  template: Template
}

function partialsOf(templates: Template[]): PartialUse[] {
  const uses: PartialUse[] = []
  for (const [template] of walkTemplates(templates)) {
    const name = partialName(template)
    if (name) uses.push({ name, template })
  }
  return uses
}

function partialName(template: Template): string | undefined {
  if (!['render', 'include', 'layout'].includes(tagName(template) ?? '')) return undefined
  const file = (template as { file?: unknown }).file
  if (typeof file === 'string') return file
  return template.partialScope?.()?.name
}

/** A partial that is missing or outside is an error of the tag that names it. */
function checkPartial(engine: Engine, use: PartialUse, report: Report, seen: Set<string>): boolean {
  try {
    if (engine.reader.read(engine.reader.resolve(use.name)) === undefined) {
      throw new Error(`Failed to lookup "${use.name}"`)
    }
  } catch (error) {
    const atTag = {
      name: 'ParseError',
      message: String(error),
      originalError: error,
      token: use.template.token,
    }
    report(templateFinding(atTag, use.name, engine.reader.fileOf))
    return false
  }
  return check(engine, use.name, report, seen)
}

function fileOfName(engine: Engine, name: string): string {
  try {
    return engine.reader.resolve(name)
  } catch {
    return name
  }
}

/** Renders once more with every template's lines marked, and looks for the mark nearest to the line. */
function locateLine(
  options: TemplateOptions,
  path: string,
  scope: object,
  outputLine: number,
  tag: string | undefined,
): { file: string; place?: Place } {
  const { files } = options
  const read = (file: string): string | undefined =>
    typeof files === 'function' ? files(file) : files.get(file)
  const numbers: string[] = []
  const marking = (file: string): string | undefined => {
    const source = read(file)
    if (source === undefined) return undefined
    if (!numbers.includes(file)) numbers.push(file)
    return markLines(source, numbers.indexOf(file))
  }
  const marked = createTemplates({ ...options, files: marking })
  const output = marked.render(path.slice(options.root.length + 1), scope, () => undefined)
  const found = output === undefined ? undefined : lineAt(output, outputLine)
  const file = numbers[found?.file ?? -1]
  const source = file === undefined ? undefined : read(file)
  if (!found || file === undefined || source === undefined) return { file: path }
  return { file, place: placeOfTag(source, found.line, tag) }
}

/** The element on the line, else the line's text. */
function placeOfTag(source: string, line: number, tag: string | undefined): Place {
  const lines = source.split('\n')
  const text = lines[line - 1] ?? ''
  const lineStart = lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0)
  const atTag = tag === undefined ? -1 : text.search(new RegExp(`</?${tag}\\b`))
  const column = atTag >= 0 ? atTag : text.length - text.trimStart().length
  return placeAt(source, lineStart + column, lineStart + text.trimEnd().length)
}

/** Looks through the template and its partials. */
function findField(engine: Engine, name: string, field: string): { file: string; place?: Place } {
  const pattern = new RegExp(`recipient\\s*(?:\\.\\s*${field}\\b|\\[\\s*["']${field}["']\\s*\\])`)
  for (const checked of [name, ...engine.checked.keys()]) {
    const file = fileOfName(engine, checked)
    const source = engine.reader.read(file) ?? ''
    const match = pattern.exec(source)
    if (match) return { file, place: placeAt(source, match.index, match.index + match[0].length) }
  }
  return { file: fileOfName(engine, name) }
}
