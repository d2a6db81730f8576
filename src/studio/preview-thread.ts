import { Worker } from 'node:worker_threads'
import type { PreviewQuestion, PreviewReply, SentPreview } from './preview-worker.ts'
import type { PreviewWorking } from './preview-working.ts'
import { RequestProblem } from './problem.ts'

/** Makes previews in a thread of its own, one after another: what is typed is kept and saved meanwhile. */
export interface PreviewThread {
  preview: PreviewWorking
  /** The first preview need not wait for what makes it. */
  start: () => void
  end: () => Promise<void>
}

type Asked = PreviewQuestion extends infer Each ? (Each extends unknown ? Omit<Each, 'id'> : never) : never

/** So long a workspace that was never built may take on a slow machine. */
const longest = 20_000

/** A text that takes longer than `longestMs` is given up; the next one begins anew. */
export function createPreviewThread(longestMs = longest): PreviewThread {
  const inTurn = takeTurns()
  let worker: Worker | undefined
  let last = 0
  const start = (): Worker => {
    if (worker) return worker
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const started = new Worker(new URL(`./preview-worker.${ending}`, import.meta.url))
    // Each question hears of it too.
    started.on('error', () => undefined)
    started.once('exit', () => {
      if (worker === started) worker = undefined
    })
    return (worker = started)
  }
  const end = async (): Promise<void> => {
    await worker?.terminate()
  }
  const ask = async (asked: Asked): Promise<unknown> => {
    const id = ++last
    const thread = start()
    thread.postMessage({ ...asked, id } satisfies PreviewQuestion)
    const timer = setTimeout(() => void thread.terminate(), longestMs)
    const reply = await replyOf(thread, id).finally(() => clearTimeout(timer))
    if (!reply) throw tooSlow(longestMs)
    if ('error' in reply) throw reply.error
    return reply.answer
  }
  return {
    start: () => void start(),
    end,
    preview: (root, request, signal) =>
      inTurn(async () => {
        signal.throwIfAborted()
        const { pictures, ...preview } = (await ask({ root, request })) as SentPreview
        const maker = (picture: string) => async () =>
          (await inTurn(() => ask({ picture }))) as Uint8Array | undefined
        return { ...preview, pictures: new Map(pictures.map((picture) => [picture, maker(picture)])) }
      }),
  }
}

/** Nothing where the thread ends before. */
function replyOf(thread: Worker, id: number): Promise<PreviewReply | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<PreviewReply | undefined>()
  const hear = (reply: PreviewReply): void => {
    if (reply.id === id) resolve(reply)
  }
  const ended = (): void => resolve(undefined)
  thread.on('message', hear).once('error', reject).once('exit', ended)
  return promise.finally(() => thread.off('message', hear).off('error', reject).off('exit', ended))
}

function tooSlow(longestMs: number): RequestProblem {
  return new RequestProblem(
    503,
    `Unexpected text that takes longer to show than ${longestMs / 1000} seconds, expected one that is shown sooner`,
    'What you write is kept and saved as ever. Divide the text, or take out what you put in last.',
  )
}

function takeTurns(): <T>(action: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (action) => {
    const turn = last.then(action)
    last = turn.catch(() => undefined)
    return turn
  }
}
