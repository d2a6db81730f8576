/** Rules of `src/press/`: id → severity and way out. */
export const pressRules = {
  'press/unknown-series': {
    severity: 'error',
    note: 'Name a series of `series` in tidings.yaml, or declare this one there.',
  },
  'press/unknown-article': { severity: 'error', note: 'Name an article of the workspace by its slug.' },
  'press/draft-article': {
    severity: 'error',
    note: 'Remove `draft: true` from the article, or take it out of the issue.',
  },
  'press/repeated-article': { severity: 'error', note: 'Name each article of an issue once.' },
  'press/empty-issue': { severity: 'warning', note: 'Name at least one article, or write an introduction.' },
  'press/unknown-template': {
    severity: 'error',
    note: 'Name a file of `templates/email` without its ending.',
  },
  'press/unknown-link': { severity: 'error', note: 'Name an article of the workspace by its file.' },
  'press/unknown-fragment': { severity: 'warning', note: 'Link to a heading of that article.' },
  'press/missing-image': {
    severity: 'error',
    note: 'Put the picture where the article names it, or correct the name.',
  },
  'press/image-outside': { severity: 'error', note: 'Copy the picture into the workspace.' },
  'press/not-an-image': { severity: 'error', note: 'Use a PNG, JPEG, WebP, GIF, AVIF or SVG picture.' },
  'press/image-too-large': {
    severity: 'error',
    note: 'Make the picture smaller: 4,000 pixels on its longer side are plenty.',
  },
  'press/undrawable-cover': {
    severity: 'warning',
    note: 'Give the article an `image` of its own, or leave out `cover`.',
  },
  'press/too-many-variants': { severity: 'error', note: 'Use fewer different conditions in one issue.' },
  'press/output-not-writable': { severity: 'error', note: 'Make `out/` writable for your user.' },
  'press/disk-full': {
    severity: 'error',
    note: 'Free some disk space and build again; the last good output is untouched.',
  },
  'press/alias-taken': { severity: 'error', note: 'Remove the alias, or rename the other article.' },
  'press/fragment-parts': {
    severity: 'error',
    note: 'Take both comments over from the `fragment.html` that comes with Tidings.',
  },
  'press/mailed-unreadable': {
    severity: 'warning',
    note: 'Take the folder back from a backup or from git. Until then the archive does not show that mailing.',
  },
  'press/no-native-parser': {
    severity: 'info',
    note: 'Nothing is lost but time: remark-parse read the articles. Install Tidings again on this machine, or set `parser: remark`.',
  },
  'press/tag-spelling': {
    severity: 'info',
    note: 'Write the tag as the other articles do; all of them stand on one page.',
  },
} as const
