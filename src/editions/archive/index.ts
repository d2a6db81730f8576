export type { BodyContext, BodyImage, Mark } from './body-context.ts'
export { renderArticleBody, renderProse } from './render-body.ts'
