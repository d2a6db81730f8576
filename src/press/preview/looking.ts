import type { HeadingFact, UnexplainedLetters } from '../../model/article.ts'
import type { InspectedImage } from '../inspect-image.ts'
import type { IssueMaterial } from '../issue-material.ts'
import type { ReadArticles } from '../read-articles.ts'
import type { HeadingPlace, PreviewRequest } from '../../model/preview.ts'
import type { WorkingPreview } from './working-preview.ts'

/** What a text is looked at with. */
export interface Looking extends PreviewRequest {
  read: ReadArticles
  logo: InspectedImage | undefined
  /** What letters are made from. */
  material: IssueMaterial
}

/** A preview without what is wrong, which is told elsewhere. */
export type Shown = Omit<WorkingPreview, 'diagnostics'>

/** Of a text that cannot be read. */
export const nothingShown: Shown = {
  headings: [],
  letters: [],
  terms: [],
  unknown: [],
  words: 0,
  pictures: new Map(),
}

/** Headings have their ids only in the archive's page. */
export function shownHeadings(
  headings: readonly HeadingFact[],
  { show }: Pick<Looking, 'show'>,
): HeadingPlace[] {
  return headings.map(({ id, ...heading }) => ({ ...heading, ...(show === 'page' && { id }) }))
}

/** In the order of their places: those beside the text, such as in its title, are found last. */
export function shownUnknown(unexplained: readonly UnexplainedLetters[]): UnexplainedLetters[] {
  return unexplained.toSorted((one, other) => one.line - other.line || one.column - other.column)
}
