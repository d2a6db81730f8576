import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseDocument } from 'yaml'
import { run } from '../src/commands/run.ts'
import { processTerminal, type Terminal } from '../src/commands/terminal.ts'
import { demoMembers, demoRoster } from './demo-members.ts'
import { startDemoServer, type DemoServer } from './demo-server.ts'

/**
 * Sends the sample issue to made-up members through a mail server on loopback, with the commands that an officer uses,
 * in a copy of the workspace. Nothing leaves the machine.
 */
const issue = '2023-11'
const memberCount = 1000
const root = path.resolve(import.meta.dirname, '..')
const terminal = processTerminal()
const folder = mkdtempSync(path.join(tmpdir(), 'tidings-demo-'))
terminal.env = {
  ...terminal.env,
  INIT_CWD: folder,
  TIDINGS_KEYS: 'demo:ZGVtbyBrZXksIGdvb2QgZm9yIG5vdGhpbmcgYnV0IHRoZSBkZW1v',
}

const server = await startDemoServer()
try {
  prepareWorkspace(server)
  await step(['build', '--quiet'])
  await step(['members', 'import', path.join(folder, 'members.csv'), '--yes'])
  const plan = JSON.parse(await capture(['send', issue, '--offline', '--json'], [0, 3])) as {
    planHash: string
  }
  // A send that is not complete gives 3; here that can only be letters that the server put off for longer.
  await step(['send', issue, '--offline', '--by', 'The demo', '--confirm', plan.planHash])
  await step(['send', 'report', issue])
  compare(server)
} finally {
  await server.close()
}

function prepareWorkspace({ port }: DemoServer): void {
  for (const part of ['articles', 'templates']) {
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true })
  }
  const settings = parseDocument(readFileSync(path.join(root, 'tidings.yaml'), 'utf8'))
  settings.setIn(['delivery', 'smtp'], { host: '127.0.0.1', port, security: 'none', connections: 10 })
  settings.setIn(['delivery', 'retry'], { firstMinutes: 0.05 })
  settings.setIn(['delivery', 'pace'], {})
  settings.deleteIn(['delivery', 'dkim'])
  writeFileSync(path.join(folder, 'tidings.yaml'), settings.toString())
  writeFileSync(path.join(folder, 'members.csv'), demoRoster(demoMembers(memberCount)))
}

async function step(argv: string[], expected = [0]): Promise<void> {
  terminal.err(`\n$ tidings ${argv.join(' ').replaceAll(`${folder}${path.sep}`, '')}\n`)
  const code = await run(argv, terminal)
  if (!expected.includes(code)) throw new Error(`tidings ${argv[0]} ended with ${code}; it left ${folder}`)
}

async function capture(argv: string[], expected: number[]): Promise<string> {
  let text = ''
  const listening: Terminal = { ...terminal, out: (part) => void (text += part) }
  const code = await run(argv, listening)
  if (!expected.includes(code)) throw new Error(`tidings ${argv.join(' ')} ended with ${code}: ${text}`)
  return text
}

/** The ledger's word is good only if the server says the same. */
function compare({ taken, putOff }: DemoServer): void {
  const twice = [...taken.values()].filter((count) => count > 1).length
  terminal.err(
    `\nThe server took ${taken.size} letters, put off ${putOff()} once, and took ${twice} twice.\n` +
      `Everything is in ${folder}: look at report-${issue}.html there, then delete it.\n`,
  )
  if (twice > 0) throw new Error('A member was mailed twice.')
}
