/** The door to what is not in `out/`, apart from that of builds: who builds need not load it. */
export type { LazyFiles } from './archive-page.ts'
export { listDrafts, previewArticle } from './preview-article.ts'
export type { Drafts, PreviewedArticle } from './preview-article.ts'
export { previewWorking } from './preview-working.ts'
export type { WorkingPreview } from './working-preview.ts'
