import type { Queries } from '../../database/index.ts'
import { guardFormula } from '../../members/index.ts'
import { readSend } from '../send-record.ts'
import { timeText } from './read-send.ts'
import { walkDeliveries } from './walk-deliveries.ts'

export interface ProofOptions {
  /** Takes the text piece by piece, and is waited for. */
  write: (text: string) => void | Promise<void>
  /** The Message-ID of a delivery. */
  messageIdOf: (delivery: { id: number; sendId: number }) => string
}

interface ProofRow {
  id: number
  member_id: number
  member_number: string | null
  address: string
  variant: string
  state: string
  code: number | null
  reply: string | null
  reason: string | null
  handed_at: number | null
  settled_at: number | null
}

const columns = ['email', 'member', 'variant', 'state', 'code', 'reply', 'at', 'message_id', 'send', 'issue']
const read = 'member_id, member_number, address, variant, state, code, reply, reason, handed_at, settled_at'

/**
 * The proof: what became of each letter of these sends, one row a delivery, each send's in the order of its plan, as CSV
 * (RFC 4180). It is read and written a page at a time, so that a million rows need no memory. A cell that a spreadsheet would run as a formula
 * has an apostrophe before it. Gives the number of rows.
 */
export async function writeProofCsv(
  queries: Queries,
  sendIds: readonly number[],
  options: ProofOptions,
): Promise<number> {
  await options.write(line(columns))
  let count = 0
  for (const sendId of sendIds) {
    const issue = guardFormula((await readSend(queries, sendId))?.issue ?? '')
    for await (const rows of walkDeliveries<ProofRow>(queries, sendId, read)) {
      await options.write(rows.map((row) => line([...cellsOf(row, sendId, options), issue])).join(''))
      count += rows.length
    }
  }
  return count
}

function cellsOf(row: ProofRow, sendId: number, { messageIdOf }: ProofOptions): string[] {
  const at = row.settled_at ?? row.handed_at
  const hasLetter = row.state !== 'suppressed' && row.state !== 'cancelled'
  return [
    guardFormula(row.address),
    guardFormula(row.member_number ?? `#${row.member_id}`),
    guardFormula(row.variant),
    row.state,
    row.code === null ? '' : String(row.code),
    guardFormula(row.reply ?? row.reason ?? ''),
    at === null ? '' : timeText(at),
    hasLetter ? messageIdOf({ id: row.id, sendId }) : '',
    String(sendId),
  ]
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/** RFC 4180, section 2: what has a separator, a quote or a line's end is quoted, and quotes are doubled. */
function cell(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
