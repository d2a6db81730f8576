import type { Preview } from '../../model/preview.ts'
import type { LazyFiles } from './archive-page.ts'

/** A preview, and what it loads. */
export interface WorkingPreview extends Preview {
  /** What the edition loads, for what `out/` does not have of it. */
  pictures: LazyFiles
}
