import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { Hono } from 'hono'
import { toDiagnostic, type Diagnostic, type Finding, type RuleId } from '../../src/diagnostics/index.ts'
import { checkArchiveIsBuilt, checkGate, checkServing, listen, openMailbox } from '../../src/server/index.ts'
import { makeSettings } from '../server/service-fixture.ts'
import type { CodedExample } from './coded-examples.ts'
import type { TemporaryWorkspace } from './temporary-workspace.ts'

async function found(work: (report: (finding: Finding) => void) => unknown): Promise<Diagnostic[]> {
  const diagnostics: Diagnostic[] = []
  await work((finding) => void diagnostics.push(toDiagnostic(finding)))
  return diagnostics
}

/** Listens at this port, and ends. */
function listened(port: number): Promise<Diagnostic[]> {
  return found(async (report) => {
    const nothing = async (): Promise<void> => undefined
    const server = { app: new Hono(), settle: nothing, tidy: nothing }
    await (await listen({ server, host: '127.0.0.1', port, report }))?.close()
  })
}

function openedMaildir(root: string): Promise<Diagnostic[]> {
  const mailbox = { kind: 'maildir', path: 'leave' } as const
  return found((report) => openMailbox({ mailbox, root, password: undefined, report }))
}

const checked = (...more: string[]): Promise<Diagnostic[]> =>
  found((report) => checkServing(makeSettings(more), report))

/** What is found of a members' archive whose service lives at this address. */
const gateAt = (serviceUrl: string, isOpen = false): Promise<Diagnostic[]> => {
  const joining = { open: isOpen }
  const settings = { ...makeSettings(['archive: { access: members }']), joining, serviceUrl }
  return found((report) => checkGate(settings, report))
}

const archiveIn = (workspace: TemporaryWorkspace): Promise<Diagnostic[]> =>
  found((report) => checkArchiveIsBuilt(workspace.path('out/archive'), report))

export const serverExamples: Partial<Record<RuleId, CodedExample>> = {
  'server/port': {
    file: '--port',
    example: async () => {
      const other = createTcpServer().listen(0, '127.0.0.1')
      await once(other, 'listening')
      const diagnostics = await listened((other.address() as AddressInfo).port)
      other.close()
      return diagnostics
    },
    fix: () => listened(0),
  },
  'server/mailbox': {
    file: 'tidings.yaml',
    example: ({ root }: TemporaryWorkspace) => openedMaildir(root),
    fix: (workspace: TemporaryWorkspace) => {
      for (const part of ['new', 'cur']) mkdirSync(workspace.path(`leave/${part}`), { recursive: true })
      return openedMaildir(workspace.root)
    },
  },
  'server/nobody-reads': {
    file: 'tidings.yaml',
    example: () => checked(),
    fix: () => checked('leavingMailbox: { kind: maildir, path: leave }'),
  },
  'server/gate-address': {
    file: 'tidings.yaml',
    example: () => gateAt('https://members.example.org'),
    fix: () => gateAt('https://news.example.org/members'),
  },
  'server/anybody-joins': {
    file: 'tidings.yaml',
    example: () => gateAt('https://news.example.org/members', true),
    fix: () => gateAt('https://news.example.org/members'),
  },
  'server/archive-not-built': {
    file: 'out/archive',
    example: archiveIn,
    fix: (workspace: TemporaryWorkspace) => {
      mkdirSync(workspace.path('out/archive'), { recursive: true })
      writeFileSync(workspace.path('out/archive/index.html'), '')
      return archiveIn(workspace)
    },
  },
}
