/** Rules of `src/articles/`: id → severity and way out. */
export const articleRules = {
  'articles/too-deep': {
    severity: 'error',
    note: 'Take away nesting: quotes in quotes, lists in lists, brackets in brackets.',
  },
  'articles/native-parser-failed': {
    severity: 'info',
    note: 'Nothing is lost: the article was read by remark-parse. Report it to Tidings, with the article if you can.',
  },
  'articles/deep-nesting': {
    severity: 'warning',
    note: 'Take away nesting, put pasted data into a block of code, or begin a new paragraph. What goes beyond the limit is kept as plain text.',
  },
  'articles/unknown-directive': {
    severity: 'error',
    note: 'Use `:::note`, `:::tip`, `:::important`, `:::warning`, `:::audience`, `:::chart`, `::button`, `::wordcloud`, `:plain[…]` or `:term[…]`.',
  },
  'articles/malformed-directive': {
    severity: 'error',
    note: 'Write the name straight after the colons, then `[a title]` and `{key="value"}` if there are any, and nothing else.',
  },
  'articles/unknown-attribute': {
    severity: 'error',
    note: 'Remove it: audience takes `when`, button takes `href`, term takes `sense`, chart takes `type`, wordcloud takes `words` and `shape`, and the others take none.',
  },
  'articles/missing-attribute': {
    severity: 'error',
    note: "Add it in curly brackets: `{when='region = Wales'}` for an audience, `{href=https://example.org/}` for a button.",
  },
  'articles/missing-label': {
    severity: 'error',
    note: 'Write the words on the button in square brackets: `::button[Join us]{href=https://example.org/join}`.',
  },
  'articles/stray-otherwise': {
    severity: 'error',
    note: 'Put `:::otherwise` inside the `:::audience` passage or straight after it, once.',
  },
  'articles/unclosed-directive': {
    severity: 'warning',
    note: 'Close it with a line of as many colons as it began with; where one lies in another, begin and end the outer one with more colons.',
  },
  'articles/unclear-passage': {
    severity: 'error',
    note: 'Close each box with a line of as many colons as it began with; begin and end a passage with more colons than the boxes in it.',
  },
  'articles/stray-fence': {
    severity: 'warning',
    note: 'Remove the line; or, where one box lies in another, begin and end the outer one with more colons.',
  },
  'articles/unsafe-html': {
    severity: 'warning',
    note: 'Write it in Markdown, or leave it out; the rest of the article is kept.',
  },
  'articles/unclosed-html': {
    severity: 'warning',
    note: 'Write the opening and the closing tag in the same paragraph, one inside the other.',
  },
  'articles/unread-link': {
    severity: 'error',
    note: 'Write an address with spaces in angle brackets, as in `[the rules](<My rules.md>)`.',
  },
  'articles/undefined-reference': {
    severity: 'warning',
    note: 'Write the address on a line of its own, as in `[name]: https://example.org/`, or put a backslash before the first bracket.',
  },
  'articles/lost-line': {
    severity: 'error',
    note: 'No reader sees the line. Put a backslash before the first bracket, as in `\\[ACTION]: Ann`.',
  },
  'articles/unused-address': {
    severity: 'warning',
    note: 'Refer to it in the text, as in `[the rules][name]`, or remove it. No reader sees it now.',
  },
  'articles/pasted-list': {
    severity: 'warning',
    note: 'Begin each line with `- `, or write a table.',
  },
  'articles/underlined-paragraph': {
    severity: 'warning',
    note: 'Put a blank line above the line of dashes if it divides, or write the heading in one line that begins with `## `.',
  },
  'articles/control-character': {
    severity: 'warning',
    note: 'Remove it, or write what it stands for. It is left out.',
  },
  'articles/unsafe-link': {
    severity: 'warning',
    note: 'Use an address that begins with https:, http:, mailto: or tel:, or a path to another article.',
  },
  'articles/empty-link': {
    severity: 'warning',
    note: 'Give the link both words to show and an address.',
  },
  'articles/unpublished-link': {
    severity: 'warning',
    note: 'Only articles and pictures are published. Put the file on your website and link to its full address.',
  },
  'articles/link-outside': {
    severity: 'error',
    note: 'Link to an article of this workspace, or to a full address.',
  },
  'articles/missing-alt': {
    severity: 'error',
    note: 'Say in the square brackets what the picture tells a reader who cannot see it. A picture that tells nothing can be left out.',
  },
  'articles/lost-caption': {
    severity: 'warning',
    note: 'No reader sees it. Give the picture a paragraph of its own, with a blank line before and after it, or write the words of the caption beside it.',
  },
  'articles/image-outside': {
    severity: 'error',
    note: 'Copy the picture into the folder `articles/`.',
  },
  'articles/remote-image': {
    severity: 'error',
    note: 'Copy the picture into the folder `articles/`, so that no reader’s device has to ask another server for it.',
  },
  'articles/surplus-cell': {
    severity: 'warning',
    note: 'Write a backslash before each `|` that is part of a text, or give the first row of the table a cell for each of these.',
  },
  'articles/merged-cell': {
    severity: 'warning',
    note: 'Write the words into each cell that they belong to, or make two tables of one.',
  },
  'articles/level-1-heading': {
    severity: 'warning',
    note: 'Begin it with `##`: the title in the front matter is the only heading of the first level.',
  },
  'articles/skipped-heading': {
    severity: 'warning',
    note: 'Use one `#` more than the heading above it at most.',
  },
  'articles/empty-heading': {
    severity: 'warning',
    note: 'Give the heading words, or remove it.',
  },
  'articles/early-correction': {
    severity: 'warning',
    note: 'Look at both dates: one of them has a slip.',
  },
  'articles/undefined-footnote': {
    severity: 'warning',
    note: 'Write the note on a line of its own, as in `[^name]: Its words.`',
  },
  'articles/unused-footnote': {
    severity: 'warning',
    note: 'Refer to the note in the text, as in `[^name]`, or remove it. No reader sees it now.',
  },
} as const
