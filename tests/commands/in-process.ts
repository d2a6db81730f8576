import { run } from '../../src/commands/run.ts'
import type { Terminal } from '../../src/commands/terminal.ts'

/** Runs a command line in this process, as if on a terminal or not. */
export async function tidings(
  args: readonly string[],
  given: Partial<Terminal> = {},
): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = []
  const err: string[] = []
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    interactive: false,
    colour: false,
    env: {},
    ...given,
  }
  const code = await run(args, terminal)
  return { code, out: out.join('\n'), err: err.join('') }
}
