import { contrast, leastContrast } from '../model/contrast.ts'
import type { Brand } from '../model/settings.ts'

/** The theme's colours that words and lines of a figure may have. */
export type InkName = 'text' | 'accent' | 'muted'

/** Colours as one medium writes them. */
export interface Inks {
  ink: (name: InkName) => string
  background: string
  rule: string
}

/** The colour asked for, if it can be read on the page both light and dark, else that of the text. */
function readable(name: InkName, { colours, darkColours }: Brand): InkName {
  const isReadable = [colours, darkColours].every(
    (mode) => contrast(mode[name], mode.background) >= leastContrast,
  )
  return isReadable ? name : 'text'
}

/** For the archive, where the page's custom properties follow the reader's light or dark. */
export function archiveInks(brand: Brand): Inks {
  return {
    ink: (name) => `var(--${readable(name, brand)})`,
    background: 'var(--background)',
    rule: 'var(--rule)',
  }
}

/** For letters, where a picture has one set of colours. */
export function mailInks(brand: Brand): Inks {
  const { colours } = brand
  return {
    ink: (name) => colours[readable(name, brand)],
    background: colours.background,
    rule: colours.rule,
  }
}
