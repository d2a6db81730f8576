import type { WorkingPreview, WorkingRequest } from '../press/preview/index.ts'

/** Makes the preview of a text that is not saved. */
export type PreviewWorking = (root: string, request: WorkingRequest) => Promise<WorkingPreview>

/** The press's own, loaded when it is asked for. */
export const previewByPress: PreviewWorking = async (root, request) => {
  const { previewWorking } = await import('../press/preview/index.ts')
  return previewWorking(root, request)
}
