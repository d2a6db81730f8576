import { mkdirSync, writeFileSync } from 'node:fs'
import { run } from '../../src/commands/run.ts'
import type { Diagnostic, RuleId } from '../../src/diagnostics/index.ts'
import { startSmtpServer, type SmtpServerOptions } from '../delivery/smtp-server.ts'
import type { CodedExample } from './coded-examples.ts'
import { printedFindings } from './shell-example.ts'
import type { TemporaryWorkspace } from './temporary-workspace.ts'

const secrets = {
  TIDINGS_KEYS: `2026:${'abcdefghij'.repeat(5)}`,
  TIDINGS_SMTP_PASSWORD: 'a password of nobody',
}

/** Runs a command as a person does, and gives what it printed as findings. */
async function found({ root }: TemporaryWorkspace, ...words: string[]): Promise<Diagnostic[]> {
  const printed: string[] = []
  await run(words, {
    out: () => undefined,
    err: (text) => void printed.push(text),
    interactive: false,
    colour: false,
    env: { ...secrets, INIT_CWD: root },
  })
  return printedFindings(printed.join('')) as Diagnostic[]
}

/** Sends a proof to a mail server that does this, with these settings for it. */
async function proof(
  workspace: TemporaryWorkspace,
  options: SmtpServerOptions,
  settings = '',
): Promise<Diagnostic[]> {
  const server = await startSmtpServer(options)
  const smtp = `{ host: 127.0.0.1, port: ${server.port}, security: none${settings} }`
  workspace.restore('tidings.yaml')
  workspace.lay([{ file: 'tidings.yaml', text: `delivery:\n  smtp: ${smtp}\n`, isAddition: true }])
  await found(workspace, 'build')
  const findings = await found(workspace, 'send', '2026-01', '--test', 'editor@example.org')
  await server.close()
  return findings
}

/** What takes a mail server, or a file that a page cannot show. */
export const sendExamples: Partial<Record<RuleId, CodedExample>> = {
  'delivery/proof-not-sent': {
    file: 'out/email/2026-01/manifest.json',
    example: (workspace) => proof(workspace, { script: { rcpt: '550 5.7.1 Relaying denied' } }),
    fix: (workspace) => {
      const login = { user: 'newsletter', password: secrets.TIDINGS_SMTP_PASSWORD }
      return proof(workspace, { login }, ', user: newsletter')
    },
  },
  'delivery/database': {
    file: 'data/tidings.db',
    example: async (workspace) => {
      mkdirSync(workspace.path('backups'))
      await found(workspace, 'members', 'add', 'ann@example.org')
      await found(workspace, 'backup', 'backups/2026-03-03.db')
      writeFileSync(workspace.path('data/tidings.db'), 'notes\n')
      return found(workspace, 'send', 'status')
    },
    fix: async (workspace) => [
      ...(await found(workspace, 'restore', 'backups/2026-03-03.db')),
      ...(await found(workspace, 'send', 'status')),
    ],
  },
}
