/** What a command talks to; an argument, so that tests can listen. */
export interface Terminal {
  out: (text: string) => void
  err: (text: string) => void
  /** Whether standard error is a terminal that a progress bar can move on. */
  interactive: boolean
  colour: boolean
  env: NodeJS.ProcessEnv
  /** Asks a person and gives the answer without white space round it; not there where nobody can be asked. */
  ask?: (question: string) => Promise<string>
}

/** The process's own streams; `NO_COLOR` is honoured. */
export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(text),
    interactive: process.stderr.isTTY,
    colour: process.stderr.isTTY && !process.env['NO_COLOR'],
    env: process.env,
    ...(process.stdin.isTTY && process.stderr.isTTY && { ask: askOnTerminal }),
  }
}

/** No answer, as Ctrl-D gives, is an empty one. */
async function askOnTerminal(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
    return (await Promise.race([lines.question(question), closed])).trim()
  } finally {
    lines.close()
  }
}
