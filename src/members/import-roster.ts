import type { Report, RuleId } from '../diagnostics/index.ts'
import type { Database } from '../database/index.ts'
import { forgottenKeys } from './forgotten.ts'
import { readColumns, type ImportColumns } from './import-columns.ts'
import { decideImport } from './decide-import.ts'
import type { ImportOptions, ImportResult, RowOptions } from './import-options.ts'
import { guessDelimiter, readRows, RowProblem, type ImportRow } from './import-rows.ts'
import { decodeText, guessEncoding, placeAt, type RosterSource } from './import-text.ts'
import { createStage, indexStage, stageRows } from './stage-rows.ts'
let made = 0

/**
 * Brings a list of members in CSV into the roster: reads all of it into a temporary table, tells what would be new,
 * changed, lapsed and left out, and writes it in one transaction if that is confirmed. Rows are read a page at a
 * time, so the list may be of any length. Reports what is wrong with the file, a row or the whole; the last of these
 * and of the first stop it.
 */
export async function importRoster(
  database: Database,
  source: RosterSource,
  options: ImportOptions,
): Promise<ImportResult> {
  const none = { summary: undefined, written: false }
  if ((await forgottenKeys(database, options.keys)) === 'keys-needed') {
    options.report({
      rule: 'members/missing-keys',
      message: 'Unexpected absence of a key under which somebody was forgotten, expected it in TIDINGS_KEYS',
      file: 'TIDINGS_KEYS',
    })
    return none
  }
  const withRows = { ...options, reportRow: atMost(mostFindings, options.report) }
  made++
  const table = `import_${made}`
  await createStage(database, table)
  try {
    return (await stageFile(database, table, source, withRows))
      ? await decideImport(database, table, source.file, withRows)
      : none
  } catch (error) {
    if (!(error instanceof RowProblem)) throw error
    reportProblem(error, source.file, options.report)
    return none
  } finally {
    await database.run(`DROP TABLE ${table}`)
  }
}

/** A list may have a million wrong rows: the first ones tell what is wrong, the summary how many there are. */
const mostFindings = 100

function atMost(count: number, report: Report): Report {
  let left = count
  return (finding) => void (left-- > 0 && report(finding))
}

/** Reads the file into the table; false after a finding that stops the import. */
async function stageFile(
  database: Database,
  table: string,
  source: RosterSource,
  options: RowOptions,
): Promise<boolean> {
  const { file } = source
  const { report, onProgress = () => undefined } = options
  const opened = await openRows(source, options)
  const first = await opened?.rows.next()
  if (!opened || !first || first.done) {
    if (opened) reportNoRows(file, report)
    return false
  }
  const columns: ImportColumns | undefined = readColumns(first.value, { ...options, file }, report)
  if (!columns) {
    await opened.rows.return(undefined)
    return false
  }
  const { attributes } = options
  const count = await stageRows(
    database,
    table,
    opened.rows,
    { file, attributes, columns, report: options.reportRow },
    onProgress,
  )
  if (count === 0) reportNoRows(file, report)
  else await indexStage(database, table)
  return count > 0
}

async function openRows(
  source: RosterSource,
  { encoding, delimiter, report }: ImportOptions,
): Promise<{ rows: AsyncGenerator<ImportRow> } | undefined> {
  const guess = await guessEncoding(source)
  if (guess.isWorkbook) {
    report({
      rule: 'members/unreadable-text',
      message: 'Unexpected workbook or zip archive, expected text in CSV',
      file: source.file,
      note: 'Nothing was written. Open it in the spreadsheet, save the list as “CSV UTF-8”, and import that.',
    })
    return undefined
  }
  if (guess.mixedLine !== undefined && encoding === undefined) {
    report({
      rule: 'members/unreadable-text',
      message:
        'Unexpected octets that are not UTF-8 in a file whose other letters are, expected one encoding',
      file: source.file,
      place: placeAt(guess.mixedLine, 1),
    })
    return undefined
  }
  const pieces = decodeText(source, encoding ?? guess.encoding)
  let head = ''
  for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) {
    head += piece.value
    if (head.length >= enough) break
  }
  // Spreadsheets name the sign between cells in a line of its own before the first.
  const named = /^sep=(.)(?:\r\n|\n|\r)/.exec(head)
  const text = async function* (): AsyncGenerator<string> {
    yield named ? head.slice(named[0].length - 1) : head
    yield* pieces
  }
  return { rows: readRows(text(), delimiter ?? named?.[1] ?? guessDelimiter(head)) }
}

/** Letters that hold the first row. */
const enough = 20_000

function reportProblem({ kind, message, line, column }: RowProblem, file: string, report: Report): void {
  const [rule, expected]: [RuleId, string] =
    kind === 'nul' ? ['members/unreadable-text', 'text'] : ['members/malformed-csv', 'rows of CSV']
  report({ rule, message: `Unexpected ${message}, expected ${expected}`, file, place: placeAt(line, column) })
}

function reportNoRows(file: string, report: Report): void {
  report({
    rule: 'members/no-rows',
    message: 'Unexpected end of the file, expected a row of column names and one for each member',
    file,
  })
}
