/** The words that stand beside pictures which the build draws, in one language. */
export interface FigureMessages {
  /** What each kind of picture is called, before what it shows. */
  cloud: string
  chart: string
  plot: string
  /** What opens each kind's text equivalent. */
  cloudInWords: string
  chartInWords: string
  plotInWords: string
}
