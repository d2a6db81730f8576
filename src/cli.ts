#!/usr/bin/env node
import { run } from './commands/run.ts'
import { processTerminal } from './commands/terminal.ts'

// Who reads our output may stop before its end: `tidings send report … --csv | head`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
}

process.exitCode = await run(process.argv.slice(2), processTerminal())
