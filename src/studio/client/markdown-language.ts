import { markdown, markdownLanguage } from '@codemirror/lang-markdown'
import { syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { classHighlighter, tags } from '@lezer/highlight'

/** Markdown as articles have it: with front matter, which would else look like a heading. */
export function markdownSupport(): Extension {
  return [
    markdown({
      base: markdownLanguage,
      completeHTMLTags: false,
      extensions: [
        {
          defineNodes: [{ name: 'FrontMatter', block: true, style: tags.meta }],
          parseBlock: [
            {
              name: 'FrontMatter',
              before: 'HorizontalRule',
              parse: (context, line) => {
                if (context.lineStart !== 0 || !/^---[ \t]*$/.test(line.text)) return false
                while (context.nextLine() && !/^---[ \t]*$/.test(line.text));
                context.nextLine()
                context.addElement(context.elt('FrontMatter', 0, context.prevLineEnd()))
                return true
              },
            },
          ],
        },
      ],
    }),
    // The style sheet has a colour for each class, for light and for dark.
    syntaxHighlighting(classHighlighter),
  ]
}
