import { spawn, type ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { trialBytes, trialFrame } from './trial-protocol.ts'

/** Who may read a text: the native parser, which has survived it; or remark-parse, and why. */
export type Vetted =
  | { by: 'native' }
  /** No process could be had in which to try. */
  | { by: 'absent' }
  /** The native parser ended the process, or did not come to an end. */
  | { by: 'failed'; reason: string }

/** Tries texts before the native parser reads them in this process, which a panic there would end. */
export interface Vetter {
  /** What came of a text, in time. Texts are tried in the order in which they come. */
  vet: (text: string) => Promise<Vetted>
  /** Why no text can be tried; nothing while they can. */
  problem: () => string | undefined
}

export interface VetterOptions {
  /** The parser's module. */
  module?: string
  /** How long one text may take, or the process to start. */
  limitMs?: number
  /** Starts the process that tries texts. */
  start?: (module: string) => ChildProcess
}

/** Texts on their way to the process are at most about so long together: more would wait there, and take memory here. */
const windowLength = 500_000
/** So many processes may end before nothing more is tried. */
const maximumDeaths = 10
/** Signals that come from outside, and say nothing of the text. */
const fromOutside = new Set<NodeJS.Signals | null>(['SIGINT', 'SIGTERM', 'SIGHUP'])

/** Most end with their input. One that hangs must not stay behind. */
const living = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

interface Waiting {
  text: string
  settle: (vetted: Vetted) => void
}

/**
 * Tries texts in a process of its own, which is started for the first one and then kept: it keeps this process from
 * nothing, and ends with it. Where it dies, the text it was at is the one that must not be read here, and a new one
 * goes on with the rest. It never rejects.
 */
export function createVetter({
  module = 'satteri',
  limitMs = 10_000,
  start = startTrialProcess,
}: VetterOptions = {}): Vetter {
  /** Texts without an answer, in order; the first `sent` of them, `sentLength` long, are with the process. */
  const waiting: Waiting[] = []
  let sent = 0
  let sentLength = 0
  let child: ChildProcess | undefined
  /** Whether it has loaded the parser, whether it is at something now, and whether that took too long. */
  let isReady = false
  let isBusy = false
  let isLate = false
  let deaths = 0
  let problem: string | undefined
  /** Set while texts wait, so that this process does not end meanwhile. */
  let watch: NodeJS.Timeout | undefined

  function begin(): void {
    sent = sentLength = 0
    isReady = isLate = false
    isBusy = true
    try {
      const started = start(module)
      child = started
      living.add(started)
      started.on('error', (error) => died(started, error.message))
      started.on('close', (code, signal) => {
        living.delete(started)
        died(started, signal ?? `exit code ${code}`, signal)
      })
      started.stdin!.on('error', () => undefined)
      started.stdout!.on('data', listen)
      unref(started)
    } catch (error) {
      giveUp(String(error))
    }
  }

  function send(): void {
    while (child && sent < waiting.length && sentLength < windowLength) {
      const { text } = waiting[sent++]!
      sentLength += text.length
      child.stdin!.write(trialFrame(text))
    }
    watch ??= setTimeout(lookSoon, limitMs)
  }

  function listen(bytes: Buffer): void {
    watch?.refresh()
    for (const byte of bytes) {
      isBusy = byte === trialBytes.begins
      if (isBusy) continue
      if (isReady) settleFirst({ by: 'native' })
      isReady = true
    }
    goOn()
  }

  function settleFirst(vetted: Vetted): void {
    const first = waiting.shift()
    sent--
    sentLength -= first?.text.length ?? 0
    first?.settle(vetted)
  }

  function goOn(): void {
    if (waiting.length > 0) return send()
    clearTimeout(watch)
    watch = undefined
    deaths = 0
  }

  /** It may have answered while this process was at work itself, so what it said is read first. */
  function lookSoon(): void {
    const asked = watch
    let hasSaid = false
    const hear = (): void => void (hasSaid = true)
    child?.stdout?.once('data', hear)
    setImmediate(() => {
      child?.stdout?.off('data', hear)
      if (watch !== asked) return
      watch?.refresh()
      if (hasSaid || !isBusy) return
      isLate = true
      child?.kill('SIGKILL')
    })
  }

  function died(one: ChildProcess, how: string, signal: NodeJS.Signals | null = null): void {
    if (one !== child) return
    child = undefined
    if (!isReady) return giveUp(isLate ? `it did not start within ${limitMs / 1000} s` : `it did not start: ${how}`)
    if (waiting.length === 0) return
    if (isBusy && !fromOutside.has(signal)) {
      const reason = isLate ? `it took more than ${limitMs / 1000} s` : `it ended its process: ${how}`
      settleFirst({ by: 'failed', reason })
    }
    if (++deaths === maximumDeaths) return giveUp(`it ended its process ${deaths} times`)
    if (waiting.length > 0) begin()
    goOn()
  }

  function giveUp(reason: string): void {
    problem = reason
    child = undefined
    for (const { settle } of waiting.splice(0)) settle({ by: 'absent' })
    goOn()
  }

  return {
    vet: (text) => {
      if (problem !== undefined) return Promise.resolve({ by: 'absent' })
      return new Promise((settle) => {
        waiting.push({ text, settle })
        if (!child) begin()
        if (waiting.length > 0) send()
      })
    },
    problem: () => problem,
  }
}

/** A core that it leaves, where the machine keeps them, lies with what is temporary. */
function startTrialProcess(module: string): ChildProcess {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const file = fileURLToPath(new URL(`./trial-process.${ending}`, import.meta.url))
  return spawn(process.execPath, [file, module], {
    cwd: tmpdir(),
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  })
}

function unref(child: ChildProcess): void {
  child.unref()
  // Pipes to a process are sockets, though their types do not say so.
  for (const pipe of [child.stdin, child.stdout] as unknown as Socket[]) pipe.unref()
}

/** The one vetter of this process. */
export const vetter = createVetter()
