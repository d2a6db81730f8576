import { watchOutput } from './output-gone.ts'

/** What a command talks to; an argument, so that tests can listen. */
export interface Terminal {
  /** Throws `OutputGone` once nothing is taken any more: what only prints ends there. */
  out: (text: string) => void
  /** Never throws. */
  err: (text: string) => void
  /** Whether standard error is a terminal that a progress bar can move on. */
  interactive: boolean
  colour: boolean
  env: NodeJS.ProcessEnv
  /** Asks a person and gives the answer without white space round it; not there where nobody can be asked. */
  ask?: (question: string) => Promise<string>
  /** Aborted when nobody takes standard output any more; not there where that cannot happen. */
  gone?: AbortSignal
}

/** The process's own streams; `NO_COLOR` is honoured. */
export function processTerminal(): Terminal {
  const gone = watchOutput()
  return {
    gone,
    out: (text) => {
      gone.throwIfAborted()
      process.stdout.write(`${text}\n`)
    },
    err: (text) => void process.stderr.write(text),
    interactive: process.stderr.isTTY,
    colour: process.stderr.isTTY && !process.env['NO_COLOR'],
    env: process.env,
    ...(process.stdin.isTTY && process.stderr.isTTY && { ask: (question) => askOnTerminal(question, gone) }),
  }
}

/** No answer, as Ctrl-D gives, is an empty one; so is any to what was not shown. */
async function askOnTerminal(question: string, gone: AbortSignal): Promise<string> {
  if (gone.aborted) return ''
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
    gone.addEventListener('abort', () => lines.close())
    return (await Promise.race([lines.question(question), closed])).trim()
  } finally {
    lines.close()
  }
}
