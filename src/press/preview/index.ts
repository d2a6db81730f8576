/** The door to pages that are not in `out/`, apart from that of builds: who builds need not load it. */
export { listDrafts, previewArticle } from './preview-article.ts'
export type { Drafts, PreviewedArticle } from './preview-article.ts'
