import { mkdirSync, truncateSync } from 'node:fs'
import { run } from '../../src/commands/run.ts'
import { openDatabase, type Database } from '../../src/database/index.ts'
import type { Diagnostic, RuleId } from '../../src/diagnostics/index.ts'
import type { CodedExample } from './coded-examples.ts'
import type { TemporaryWorkspace } from './temporary-workspace.ts'

const held: Database[] = []

/** Makes the workspace's database, and lets a program do something in it. */
async function withDatabase(
  workspace: TemporaryWorkspace,
  work: (database: Database) => Promise<unknown> = async () => undefined,
): Promise<void> {
  const database = await openDatabase(workspace.path('data/tidings.db'))
  await work(database)
  await database.close()
}

/** Runs a command as a person does, and gives its findings. */
async function found(workspace: TemporaryWorkspace, ...words: string[]): Promise<Diagnostic[]> {
  let output = ''
  const terminal = {
    out: (text: string) => void (output += text),
    err: () => undefined,
    interactive: false,
    colour: false,
    env: { INIT_CWD: workspace.root },
  }
  await run([...words, '--json', '--workspace', workspace.root], terminal)
  return (JSON.parse(output) as { diagnostics: Diagnostic[] }).diagnostics
}

async function backup(workspace: TemporaryWorkspace, file: string): Promise<Diagnostic[]> {
  mkdirSync(workspace.path('backups'), { recursive: true })
  return found(workspace, 'backup', file)
}

const addSend = `INSERT INTO sends (issue, state, plan_hash, content_hash, recipients_hash, manifest, planned_at, planned_by,
  confirmed_at) VALUES ('2026-03', 'complete', '', '', '', '{}', 1, 'Ann', 2)`

export const backupExamples: Partial<Record<RuleId, CodedExample>> = {
  'delivery/backup-file': {
    file: 'backups/roster.db',
    example: async (workspace) => {
      await withDatabase(workspace)
      await backup(workspace, 'backups/roster.db')
      return backup(workspace, 'backups/roster.db')
    },
    fix: (workspace) => backup(workspace, 'backups/2026-03-03.db'),
  },
  'delivery/backup-damaged': {
    file: 'backups/short.db',
    example: async (workspace) => {
      await withDatabase(workspace)
      await backup(workspace, 'backups/2026-03-03.db')
      await backup(workspace, 'backups/short.db')
      truncateSync(workspace.path('backups/short.db'), 30_000)
      return found(workspace, 'restore', 'backups/short.db')
    },
    fix: (workspace) => found(workspace, 'restore', 'backups/2026-03-03.db'),
  },
  'delivery/database-in-use': {
    file: 'backups/2026-03-03.db',
    example: async (workspace) => {
      held.push(await openDatabase(workspace.path('data/tidings.db')))
      await backup(workspace, 'backups/2026-03-03.db')
      return found(workspace, 'restore', 'backups/2026-03-03.db')
    },
    fix: async (workspace) => {
      for (const database of held.splice(0)) await database.close()
      return found(workspace, 'restore', 'backups/2026-03-03.db')
    },
  },
  'delivery/restore-forgets': {
    file: 'backups/before.db',
    example: async (workspace) => {
      await withDatabase(workspace)
      await backup(workspace, 'backups/before.db')
      await withDatabase(workspace, (database) => database.run(addSend))
      return found(workspace, 'restore', 'backups/before.db')
    },
    fix: (workspace) => found(workspace, 'restore', 'backups/before.db', '--force'),
  },
}
