/** What a command talks to; an argument, so that tests can listen. */
export interface Terminal {
  out: (text: string) => void
  err: (text: string) => void
  /** Whether standard error is a terminal that a progress bar can move on. */
  interactive: boolean
  colour: boolean
  env: NodeJS.ProcessEnv
}

/** The process's own streams; `NO_COLOR` is honoured. */
export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(text),
    interactive: process.stderr.isTTY,
    colour: process.stderr.isTTY && !process.env['NO_COLOR'],
    env: process.env,
  }
}
