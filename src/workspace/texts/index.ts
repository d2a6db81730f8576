/** The door to what a text says without its schema: for who knows from an earlier build what its front matter says. */
export { likelySlug, looksLikeDraft, slugOfFile, type ArticleSource } from '../article-text.ts'
export { frontMatterText } from '../front-matter.ts'
export { placeOfSetting } from '../place-of-setting.ts'
