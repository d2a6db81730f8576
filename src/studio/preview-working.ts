import { RequestProblem } from './problem.ts'
import type { PreviewAnswer, PreviewRequest } from './wire.ts'

/** How a text that is not saved would look, and what makes the pictures that `out/` does not have, by their files there. */
export type WorkingPreview = PreviewAnswer & {
  pictures: ReadonlyMap<string, () => Promise<Uint8Array | undefined>>
}

export type PreviewWorking = (root: string, request: PreviewRequest) => Promise<WorkingPreview>

/** Where there is nothing that makes one. */
export const noPreview: PreviewWorking = async () => {
  throw new RequestProblem(
    503,
    'Unexpected server without previews, expected one that makes them',
    'Save, and look at the page.',
  )
}
