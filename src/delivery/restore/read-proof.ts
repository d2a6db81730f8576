import type { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { unguardFormula } from '../../members/index.ts'
import type { ProofRow } from './which-letters.ts'

const columnNames = {
  address: ['email', 'address', 'recipient', 'to'],
  member: ['member'],
  messageId: ['message_id', 'message-id', 'messageid'],
  state: ['state', 'status'],
  issue: ['issue'],
}

const keys = Object.keys(columnNames) as (keyof typeof columnNames)[]

/** That a proof cannot be read; its message says what was expected. */
export class ProofFault extends Error {
  override readonly name = 'ProofFault'
}

/**
 * The rows of a proof: our own CSV, or any CSV with a column `email` or `message_id` in which each row is an accepted
 * letter. Throws a `ProofFault` where it has neither column or is no CSV.
 */
export async function* readProof(stream: Readable): AsyncGenerator<ProofRow> {
  const parser = stream.pipe(
    parse({ bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: 65_536 }),
  )
  stream.on('error', (error) => parser.destroy(error))
  let columns: Partial<Record<keyof ProofRow, number>> | undefined
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (columns) yield rowOf(record, columns)
      else columns = columnsOf(record)
    }
  } catch (error) {
    if (error instanceof ProofFault) throw error
    throw new ProofFault(`Unexpected ${(error as Error).message}, expected a CSV file`, { cause: error })
  }
}

function columnsOf(head: readonly string[]): Partial<Record<keyof ProofRow, number>> {
  const names = head.map((name) => name.trim().toLowerCase())
  const found: Partial<Record<keyof ProofRow, number>> = {}
  for (const key of keys) {
    const index = names.findIndex((name) => columnNames[key].includes(name))
    if (index !== -1) found[key] = index
  }
  if (found.address === undefined && found.messageId === undefined)
    throw new ProofFault('Unexpected CSV without a column `email` or `message_id`, expected one of them')
  return found
}

function rowOf(record: readonly string[], columns: Partial<Record<keyof ProofRow, number>>): ProofRow {
  const row: ProofRow = {}
  for (const key of keys) {
    const index = columns[key]
    const value = index === undefined ? undefined : record[index]
    // The apostrophe that keeps a spreadsheet from running a cell.
    if (value) row[key] = unguardFormula(value)
  }
  return row
}
