import {
  deleteMarkupBackward,
  insertNewlineContinueMarkupCommand,
  markdown,
  markdownLanguage,
} from '@codemirror/lang-markdown'
import { syntaxHighlighting } from '@codemirror/language'
import { Prec, type Extension } from '@codemirror/state'
import { keymap } from '@codemirror/view'
import { classHighlighter, tags } from '@lezer/highlight'
import { endList } from './end-list.ts'

/** Markdown as articles have it: with front matter, which would else look like a heading. */
export function markdownSupport(): Extension {
  return [
    markdown({
      base: markdownLanguage,
      completeHTMLTags: false,
      addKeymap: false,
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
    Prec.high(
      keymap.of([
        { key: 'Enter', run: endList },
        { key: 'Enter', run: insertNewlineContinueMarkupCommand({ nonTightLists: false }) },
        { key: 'Backspace', run: deleteMarkupBackward },
      ]),
    ),
    // The style sheet has a colour for each class, for light and for dark.
    syntaxHighlighting(classHighlighter),
  ]
}
