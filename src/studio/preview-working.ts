import type { PreviewRequest } from '../model/preview.ts'
import type { WorkingPreview } from '../press/preview/index.ts'

/** Makes the preview of a text that is not saved, unless nobody waits for it any more. */
export type PreviewWorking = (
  root: string,
  request: PreviewRequest,
  signal: AbortSignal,
) => Promise<WorkingPreview>
