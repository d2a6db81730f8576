import { createHash } from 'node:crypto'
import type { Terminal } from '../../src/commands/terminal.ts'
import { article, lines, makeWorkspace, type Workspace } from '../press/workspace-fixture.ts'
import { tidings } from './in-process.ts'

/** The issue that is sent. */
export const issue = '2026-12'

/** The environment of whoever sends. */
export const keys = { TIDINGS_KEYS: `2026:${createHash('sha256').update('a test').digest('base64')}` }

/** Settings for a mail server at this port of the machine. */
export function settingsFor(port: number): string {
  return lines(
    'title: Side by Side',
    'organisation: The branch',
    'baseUrl: https://news.example.org',
    'sender: { name: Side by Side, address: news@example.org }',
    'postalAddress: [14 Foundry Yard]',
    'listId: side-by-side.example.org',
    'greetingFallback: colleague',
    'attributes: { region: { values: [England, Wales] } }',
    'segments: { wales: region = Wales }',
    'delivery:',
    `  smtp: { host: 127.0.0.1, port: ${port}, security: none, connections: 2 }`,
    '  retry: { firstMinutes: 0.005 }',
  )
}

/** An issue's file. */
export function issueFile(date: string): string {
  const front = [`date: ${date}`, 'subject: News of December', 'articles: [news]']
  return lines('---', ...front, '---', '', 'Hello.')
}

/** A workspace with an issue that was built and a roster of these rows. */
export async function makeSendWorkspace(...roster: string[]): Promise<Workspace> {
  const workspace = makeWorkspace({
    'tidings.yaml': settingsFor(25),
    'articles/news.md': article({ title: 'News' }, 'The branch met.'),
    [`articles/issues/${issue}.md`]: issueFile('2026-12-01'),
    'members.csv': lines('number,email,name,region', ...roster),
  })
  await workspace.build()
  const { code, err } = await tidingsIn(workspace, ['members', 'import', 'members.csv', '--yes'])
  if (code !== 0) throw new Error(err)
  return workspace
}

/** Runs a command line on a workspace in this process, as if on a terminal or not. */
export function tidingsIn(
  { root }: Workspace,
  args: readonly string[],
  given: Partial<Terminal> = {},
): ReturnType<typeof tidings> {
  return tidings([...args, '--workspace', root], { env: { ...keys, INIT_CWD: root }, ...given })
}

/** The hash of the plan that `args` make. */
export async function planHashIn(workspace: Workspace, ...args: string[]): Promise<string> {
  const { out } = await tidingsIn(workspace, ['send', ...args, '--json'])
  return (JSON.parse(out) as { planHash: string }).planHash
}

/** What the report of the issue counts. */
export async function totalsIn(workspace: Workspace): Promise<Record<string, number>> {
  const { out } = await tidingsIn(workspace, ['send', 'report', issue, '--json'])
  return (JSON.parse(out) as { totals: Record<string, number> }).totals
}
