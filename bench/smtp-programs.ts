import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { programPath } from '../tests/services/needs.ts'
import { answers, freePort } from '../tests/services/ports.ts'

/** Postfix's own test server, which takes every letter and throws it away: several of them. */
export interface Sinks {
  ports: number[]
  close: () => Promise<void>
}

/** Starts so many `smtp-sink` on loopback, or gives nothing where it is not installed. */
export async function startSinks(count: number): Promise<Sinks | undefined> {
  const program = programPath('smtp-sink')
  if (!program) return undefined
  const sinks = await Promise.all(Array.from({ length: count }, () => startSink(program)))
  return {
    ports: sinks.map(({ port }) => port),
    close: async () => void (await Promise.all(sinks.map((sink) => sink.close()))),
  }
}

async function startSink(program: string): Promise<{ port: number; close: () => Promise<void> }> {
  const port = await freePort()
  // Run by root it wants to know who else to be.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = spawn(program, [...user, `127.0.0.1:${port}`, '1000'], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for (let tries = 0; tries < 100 && !(await answers(port)); tries++) await wait(20)
  return {
    port,
    close: () => {
      child.kill('SIGKILL')
      return ended
    },
  }
}

/** Letters a second of `smtp-source` with so many lines, letters and bytes. */
export async function sourceRate(
  port: number,
  lines: number,
  letters: number,
  bytes: number,
): Promise<number> {
  const program = programPath('smtp-source') as string
  const options = ['-s', `${lines}`, '-m', `${letters}`, '-l', `${bytes}`]
  const ends = ['-f', 'news@example.org', '-t', 'member@example.org', `127.0.0.1:${port}`]
  const start = performance.now()
  const child = spawn(program, [...options, ...ends], { stdio: 'ignore' })
  const code = await exitCode(child)
  if (code !== 0) throw new Error(`smtp-source ended with ${code}`)
  return (letters / (performance.now() - start)) * 1000
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
}
