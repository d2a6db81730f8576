import type { FigureMessages } from './figure-messages.ts'

/** Pictures in English. */
export const figuresEnglish: FigureMessages = {
  cloud: 'Word cloud',
  chart: 'Diagram',
  plot: 'Chart',
  cloudInWords: 'The words, and how often each occurs',
  chartInWords: 'The diagram in words',
  plotInWords: 'The figures in a table',
}
