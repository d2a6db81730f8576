import type { PhrasingContent, Root, RootContent } from 'mdast'
import { renderProse, type BodyContext } from '../../../src/editions/archive/index.ts'
import type { Mention } from '../../../src/model/mention.ts'
import type { GlossaryMention } from '../../../src/model/tree.ts'
import { messages } from '../../../src/templates/index.ts'

const place = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 4, offset: 3 } }

/** Answers for every article of the tests: terms are known, `pic.png` is published, `other.md` is an article. */
export const context: BodyContext = {
  mark: ({ termId }) =>
    termId === 'unmarked' ? undefined : { href: `../../glossary/#${termId}`, expansion: 'long & <form>' },
  image: (url) => (url === 'pic.png' ? { src: '../../images/abc.png', width: 640, height: 480 } : undefined),
  link: (url) => (url === 'other.md' ? '../../articles/other/' : url),
  words: messages('en-GB'),
}

export function mention(letters: string, overrides: Partial<Mention> = {}): GlossaryMention {
  return {
    type: 'glossaryMention',
    mention: {
      termId: letters.toLowerCase(),
      text: letters,
      place,
      where: 'prose',
      firstInArticle: true,
      firstInSection: true,
      definedHere: false,
      always: false,
      ...overrides,
    },
    children: [{ type: 'text', value: letters }],
  }
}

export function words(value: string): PhrasingContent {
  return { type: 'text', value }
}

export function paragraph(...children: (PhrasingContent | string)[]): RootContent & { type: 'paragraph' } {
  return {
    type: 'paragraph',
    children: children.map((child) => (typeof child === 'string' ? words(child) : child)),
  }
}

export function tree(...children: RootContent[]): Root {
  return { type: 'root', children }
}

export function html(...children: RootContent[]): string {
  return renderProse(tree(...children), context)
}
