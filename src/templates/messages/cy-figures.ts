import type { FigureMessages } from './figure-messages.ts'

/** Pictures in Welsh. */
export const figuresWelsh: FigureMessages = {
  cloud: 'Cwmwl geiriau',
  chart: 'Diagram',
  plot: 'Siart',
  cloudInWords: 'Y geiriau, a pha mor aml y mae pob un yn digwydd',
  chartInWords: 'Y diagram mewn geiriau',
  plotInWords: 'Y ffigurau mewn tabl',
}
