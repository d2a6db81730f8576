export { keepPlace } from '../keep-place.ts'
export { renderEmail } from './render-email.ts'
export type { EmailEdition } from './render-email.ts'
export { renderMailedPage } from './mailed-page.ts'
export { fillSamples, renderPreview } from './preview.ts'
export type { PreviewInput } from './preview.ts'
export type {
  Abbreviation,
  CarriedArticle,
  Cut,
  IssueInput,
  LetterImage,
  MentionMark,
} from '../issue-input.ts'
