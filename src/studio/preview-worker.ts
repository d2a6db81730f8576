import { parentPort } from 'node:worker_threads'
import type { PreviewRequest } from '../model/preview.ts'
import { previewWorking, type WorkingPreview } from '../press/preview/index.ts'

/** What the thread is asked: for a preview, or for a picture of one. */
export type PreviewQuestion = { id: number } & (
  { root: string; request: PreviewRequest } | { picture: string }
)

/** A preview whose pictures are names to ask for. */
export type SentPreview = Omit<WorkingPreview, 'pictures'> & { pictures: string[] }

export type PreviewReply = { id: number } & (
  { answer: SentPreview | Uint8Array | undefined } | { error: Error }
)

const makers = new Map<string, () => Promise<Uint8Array | undefined>>()

async function answerTo(question: PreviewQuestion): Promise<SentPreview | Uint8Array | undefined> {
  if ('picture' in question) return makers.get(question.picture)?.()
  const { pictures, ...preview } = await previewWorking(question.root, question.request)
  for (const [file, make] of pictures) makers.set(file, make)
  return { ...preview, pictures: [...pictures.keys()] }
}

parentPort?.on('message', (question: PreviewQuestion) => {
  const { id } = question
  const send = (reply: PreviewReply): void => parentPort?.postMessage(reply)
  void answerTo(question).then(
    (answer) => send({ id, answer }),
    (error: unknown) => send({ id, error: error instanceof Error ? error : new Error(String(error)) }),
  )
})
