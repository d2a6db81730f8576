/** A process that sends, for tests that kill it: `node crash-sender.ts '{…}'`. */
import { openDatabase } from '../../src/database/index.ts'
// Of the room only what sends: this process is started many times, and killed before it can keep what it compiled.
import { systemClock } from '../../src/delivery/clock.ts'
import { runSend } from '../../src/delivery/send-loop.ts'
import { createSmtpTransport } from '../../src/delivery/smtp/smtp-transport.ts'
import { noPace, noStop, plainLetter } from './sending.ts'

/** What it is told on its command line. */
export interface CrashOrder {
  file: string
  sendId: number
  port: number
  connections: number
  /** It ends itself at the n-th time of a step. */
  kill?: { step: string; nth: number }
}

const order = JSON.parse(process.argv[2] ?? '{}') as CrashOrder
const { file, sendId, port, connections, kill } = order
const database = await openDatabase(file, { create: false, ownThread: true })
let times = 0
const result = await runSend({
  database,
  databaseFile: file,
  sendId,
  by: 'officer',
  transport: createSmtpTransport({ host: '127.0.0.1', port, security: 'none', name: 'sender.example.org' }),
  letters: plainLetter,
  pace: noPace,
  stop: noStop,
  clock: systemClock,
  connections,
  retry: { firstMinutes: 1, mostHours: 1, giveUpHours: 1 },
  connectionTries: 3,
  patienceMs: 0,
  onStep: (step) => {
    if (step !== kill?.step) return
    times += 1
    if (times === kill.nth) process.kill(process.pid, 'SIGKILL')
  },
})
await database.close()
process.stdout.write(`${result.state} ${result.reason ?? ''}\n`)
