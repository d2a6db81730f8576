import type { Preview, PreviewRequest } from '../wire.ts'
import { newestWins } from './newest-wins.ts'
import { ask } from './server.ts'

export interface LivePreviewOptions {
  /** What is to be shown now. */
  request: () => PreviewRequest
  /** Called with each answer, in the order in which they were asked for. */
  show: (answer: Preview, asked: PreviewRequest) => void
  failed: (error: unknown) => void
}

/** Asks for the preview of what is newest; one question at a time, so that no older answer comes after a newer one. */
export function createLivePreview({ request, show, failed }: LivePreviewOptions): () => Promise<void> {
  return newestWins(async () => {
    const asked = request()
    try {
      show(await ask<Preview>('/-/preview', { method: 'POST', body: asked }), asked)
    } catch (error) {
      failed(error)
    }
  })
}
