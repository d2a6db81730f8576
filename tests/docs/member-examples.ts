import path from 'node:path'
import { run } from '../../src/commands/run.ts'
import { openDatabase } from '../../src/database/index.ts'
import { toDiagnostic, type Diagnostic, type RuleId } from '../../src/diagnostics/index.ts'
import { importRoster, type ImportOptions } from '../../src/members/index.ts'
import type { CodedExample } from './coded-examples.ts'
import { printedFindings } from './shell-example.ts'
import type { TemporaryWorkspace } from './temporary-workspace.ts'

const joined = Buffer.concat([
  Buffer.from('email,name\nzoe@example.org,Zoë\n'),
  Buffer.from('rene@example.org,René\n', 'latin1'),
])

/** Imports the list and has it written; `meanwhile` happens while somebody looks at the summary. */
async function imported(
  workspace: TemporaryWorkspace,
  list: string | Uint8Array,
  meanwhile?: (file: string) => Promise<unknown>,
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  const file = workspace.path('data/tidings.db')
  const database = await openDatabase(file)
  const options: ImportOptions = {
    attributes: {},
    map: {},
    authoritative: false,
    allowMany: false,
    keys: undefined,
    now: 0,
    report: (finding) => void found.push(toDiagnostic(finding)),
    confirm: async () => {
      await meanwhile?.(file)
      return true
    },
  }
  const read = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from(list as string)
  }
  await importRoster(database, { file: 'list.csv', read }, options)
  await database.close()
  return found
}

const added = `INSERT INTO members (address, address_key, domain, status, created_at, changed_at)
  VALUES ('ann@example.org', 'ann@example.org', 'example.org', 'active', 0, 0)`

async function withDatabase(file: string, ...statements: string[]): Promise<void> {
  const database = await openDatabase(file)
  for (const sql of statements) await database.run(sql)
  await database.close()
}

const sending = [
  `INSERT INTO sends (issue, state, plan_hash, content_hash, recipients_hash, manifest, planned_at, planned_by)
   VALUES ('2026-02', 'sending', '', '', '', '{}', 0, 'officer')`,
  `INSERT INTO deliveries (send_id, member_id, address, address_key, domain, variant, state)
   VALUES (1, 1, 'ann@example.org', 'ann@example.org', 'example.org', 'a', 'claimed')`,
]

async function forgotten(workspace: TemporaryWorkspace): Promise<Diagnostic[]> {
  const printed: string[] = []
  await run(['members', 'forget', 'ann@example.org', '--yes'], {
    out: () => undefined,
    err: (text) => void printed.push(text),
    interactive: false,
    colour: false,
    env: { INIT_CWD: workspace.root, TIDINGS_KEYS: `2026:${path.sep}${'abcdefghij'.repeat(5)}` },
  })
  return printedFindings(printed.join('')) as Diagnostic[]
}

/** What takes two people at once, or octets that a page cannot show. */
export const memberExamples: Partial<Record<RuleId, CodedExample>> = {
  'members/unreadable-text': {
    file: 'list.csv',
    example: (workspace) => imported(workspace, joined),
    fix: (workspace) => imported(workspace, 'email,name\nzoe@example.org,Zoë\nrene@example.org,René\n'),
  },
  'members/roster-changed': {
    file: 'list.csv',
    example: (workspace) =>
      imported(workspace, 'email,name\nann@example.org,Ann\n', (file) => withDatabase(file, added)),
    fix: (workspace) => imported(workspace, 'email,name\nann@example.org,Ann\n'),
  },
  'members/letter-under-way': {
    file: 'roster',
    example: async (workspace) => {
      await withDatabase(workspace.path('data/tidings.db'), added, ...sending)
      return forgotten(workspace)
    },
    fix: async (workspace) => {
      await withDatabase(workspace.path('data/tidings.db'), `UPDATE deliveries SET state = 'accepted'`)
      return forgotten(workspace)
    },
  },
}
