import { randomBytes } from 'node:crypto'
import { run } from '../../src/commands/run.ts'
import type { Diagnostic, RuleId, Severity } from '../../src/diagnostics/index.ts'
import type { TemporaryWorkspace } from './temporary-workspace.ts'

/** What tests read of a finding that a command printed. */
export type PrintedFinding = Pick<Diagnostic, 'file' | 'line' | 'ruleId' | 'severity'>

/**
 * Runs the commands of a page's section (its blocks of `sh`) in a workspace, line by line as a reader would, and gives
 * what they find. `export NAME=value` is understood, also with a key made by openssl.
 */
export async function runSection(section: string, workspace: TemporaryWorkspace): Promise<PrintedFinding[]> {
  const env: NodeJS.ProcessEnv = { INIT_CWD: workspace.root }
  const blocks = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text)
  const found: PrintedFinding[] = []
  for (const line of blocks.join('').split('\n')) {
    const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) {
      env[name] = value.replace('$(openssl rand -base64 32)', randomBytes(32).toString('base64'))
    }
    if (line.startsWith('tidings ')) found.push(...(await findingsOf(wordsOf(line).slice(1), env)))
  }
  return found
}

async function findingsOf(words: string[], env: NodeJS.ProcessEnv): Promise<PrintedFinding[]> {
  const printed: string[] = []
  await run(words, {
    out: () => undefined,
    err: (text) => void printed.push(text),
    interactive: false,
    colour: false,
    env,
  })
  return printedFindings(printed.join(''))
}

/** Reads what `formatTerminal` wrote. */
export function printedFindings(text: string): PrintedFinding[] {
  const lines = text.matchAll(/^(\S+):(\d+):\d+ (error|warning|info) .* ([a-z]+\/[a-z0-9-]+)$/gm)
  return [...lines].map(([, file = '', line, severity, rule]) => {
    return { file, line: Number(line), severity: severity as Severity, ruleId: rule as RuleId }
  })
}

/** Parted by spaces that are not in quotation marks. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []
  return words.map((word) => word.replace(/["']/g, ''))
}
