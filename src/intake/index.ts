/** The door to what makes an article of a document that was written elsewhere. */
export type { Brought } from './document.ts'
export { takeIn, takeInPassage } from './take-in.ts'
export type { TakenDocument } from './take-in.ts'
export { writeMarkdown } from './write-markdown.ts'
export { articleFiles, passageMarkdown, slugFor } from './article-files.ts'
export type { ArticleFiles, MadeFile } from './article-files.ts'
