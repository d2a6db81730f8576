import type { WorkingPreview, WorkingRequest } from '../press/preview/index.ts'

/** Makes the preview of a text that is not saved, unless nobody waits for it any more. */
export type PreviewWorking = (
  root: string,
  request: WorkingRequest,
  signal: AbortSignal,
) => Promise<WorkingPreview>
