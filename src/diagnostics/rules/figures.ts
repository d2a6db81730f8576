/** Rules of `src/figures/` and of the articles that hold its pictures: id → severity and way out. */
export const figureRules = {
  'figures/chart-without-table': {
    severity: 'error',
    note: 'Put one table, and nothing else, between `:::chart[Caption]{type=bar}` and `:::`.',
  },
  'figures/chart-without-numbers': {
    severity: 'error',
    note: 'Write names in the first column and numbers in the others, each with the same unit.',
  },
  'figures/chart-number': {
    severity: 'warning',
    note: 'Write one number, with the signs for thousands and decimals of the publication’s language; or a word, like `n/a`, where there is none.',
  },
  'figures/chart-units': {
    severity: 'warning',
    note: 'Write all numbers in the same unit, or put the unit into the heading of the column and make a second chart for another unit.',
  },
  'figures/chart-too-large': {
    severity: 'warning',
    note: 'Draw fewer rows: months in place of days, or the ten largest and “all others”.',
  },
  'figures/cloud-empty': {
    severity: 'warning',
    note: 'Write a word on each line, with a number after it, or remove the cloud.',
  },
  'figures/cloud-weight': {
    severity: 'warning',
    note: 'Write the word, a space and how much it weighs: `support 12`.',
  },
  'figures/word-left-out': {
    severity: 'warning',
    note: 'Shorten the list or the word. Below the picture stand all words that the cloud has.',
  },
  'figures/invalid-option': {
    severity: 'warning',
    note: 'Correct it, or leave it out: a word cloud takes `words` and `shape`, a chart takes `type`.',
  },
  'figures/chart-kind': {
    severity: 'error',
    note: 'Begin a chart with `flowchart TD` (from top to bottom) or `flowchart LR` (from left to right); other diagrams of Mermaid cannot be drawn. To show the text as it is, call the block `text`.',
  },
  'figures/chart-empty': {
    severity: 'error',
    note: 'Write at least one box, like `dfe["Department for Education"]`, or take the chart away.',
  },
  'figures/chart-syntax': {
    severity: 'error',
    note: 'Write a box as `name["Text"]`, an arrow as `one --> other` or `one -->|label| other`, and a group as `subgraph name [Title]` … `end`.',
  },
  'figures/chart-unsupported': {
    severity: 'warning',
    note: 'Take it away: it is passed over. Colours and fonts are those of the publication, so that every chart can be read in every edition.',
  },
  'figures/chart-html': {
    severity: 'warning',
    note: 'Take the tag away: it is shown as it is written. `<br>` begins a new line.',
  },
  'figures/chart-similar-names': {
    severity: 'warning',
    note: 'Write the name in the same way everywhere; or give the second box a text of its own, if two are meant.',
  },
  'figures/chart-too-many-boxes': {
    severity: 'warning',
    note: 'Divide the chart into several: so many boxes cannot be read as a picture, and readers are given the list alone.',
  },
  'figures/chart-too-wide': {
    severity: 'warning',
    note: 'Shorten texts, or put fewer boxes beside one another: the chart is made smaller until it fits, and its text with it.',
  },
} as const
