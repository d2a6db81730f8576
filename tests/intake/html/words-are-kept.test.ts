import fc from 'fast-check'
import type { Element, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { describe, expect, it } from 'vitest'
import type { ReadDocument } from '../../../src/intake/document.ts'
import { readHtml } from '../../../src/intake/html/read-html.ts'
import { isLongRun } from '../../long-run.ts'

const inlines =
  'b i u s a span font em strong del code sub sup small mark abbr kbd ins o:p st1:place label q cite'.split(
    ' ',
  )
const blocks =
  'p div h1 h2 h3 h6 blockquote aside center address details figure section pre ul ol li dl dt dd table tr td th figcaption summary form fieldset legend footer header menu video object canvas button nav'.split(
    ' ',
  )
const voids = [
  '<br>',
  '<hr>',
  '<img src="https://example.org/a.png" alt="">',
  '<input value=no>',
  '&nbsp;',
  ' ',
  '<!-- no -->',
]
const attributes = [
  '',
  ' style="font-weight:normal"',
  ' style="font-weight:700;font-style:italic"',
  ' style="display:none"',
  ' style="display:block"',
  ' hidden',
  ' class=MsoTitle',
  ' class=MsoListParagraph style="mso-list:l0 level2 lfo1"',
  ' class="lst-kix_a-1"',
  ' href="https://example.org/"',
  ' href="#x" id=y',
  ' role=presentation',
  ' start=4 reversed',
]
/** What readers do not see, beside what is hidden. */
const unseen = new Set(['head', 'nav', 'button', 'input', 'script', 'style'])
const apart = new Set([
  ...blocks.filter((name) => !/^(?:video|object|canvas)$/.test(name)),
  'body',
  'hr',
  'br',
  'q',
])

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'ж', '7'), minLength: 1, maxLength: 4 })
const { page } = fc.letrec<{ page: string; node: string; element: string; row: string }>((tie) => ({
  page: fc.array(tie('node'), { maxLength: 8 }).map((nodes) => nodes.join('')),
  node: fc.oneof({ maxDepth: 6 }, word, fc.constantFrom(...voids), word, tie('element'), tie('row')),
  element: fc
    .tuple(
      fc.constantFrom(...inlines, ...blocks),
      fc.constantFrom(...attributes),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.boolean(),
    )
    .map(
      ([name, attribute, nodes, isClosed]) =>
        `<${name}${attribute}>${nodes.join('')}${isClosed ? `</${name}>` : ''}`,
    ),
  row: fc
    .array(fc.array(tie('node'), { maxLength: 3 }), { maxLength: 3 })
    .map((cells) => `<table><tr>${cells.map((nodes) => `<td>${nodes.join('')}`).join('')}</tr></table>`),
}))

/** The words as a browser lays them out: those in blocks of their own stand apart. */
function wordsOf(node: Nodes, isSeen: (element: Element) => boolean): string[] {
  const read = (node: Nodes): string => {
    if (node.type === 'text') return node.value
    if (node.type !== 'element') return 'children' in node ? node.children.map(read).join('') : ''
    if (!isSeen(node)) return ''
    const { title, style } = node.properties
    const isApart = apart.has(node.tagName) || String(style).includes('block')
    const space = isApart ? ' ' : ''
    return (
      space + node.children.map(read).join('') + (node.tagName === 'img' ? String(title ?? '') : '') + space
    )
  }
  return read(node).match(/[\p{L}\p{N}]+/gu) ?? []
}

function isSeenOnPage({ tagName, properties }: Element): boolean {
  return (
    !unseen.has(tagName) &&
    properties['hidden'] === undefined &&
    !String(properties['style']).includes('none')
  )
}

function readPage(html: string): ReadDocument | undefined {
  return readHtml(
    { name: 'page.html', bytes: Buffer.from(html), readBeside: () => undefined },
    () => undefined,
  )
}

const allowed = new Set(
  'h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd blockquote pre table tr th td hr aside a img strong em del sub sup code br section'.split(
    ' ',
  ),
)

function elementsIn(node: Nodes): Element[] {
  const children = 'children' in node ? node.children.flatMap((child) => elementsIn(child)) : []
  return node.type === 'element' ? [node, ...children] : children
}

describe('a page’s words', () => {
  it('are in the tree, each once, in their order and as far apart as they were', () => {
    fc.assert(
      fc.property(page, (body) => {
        const html = `<body><div>${body}</div></body>`
        const seen = wordsOf(fromHtml(html), isSeenOnPage)
        const read = readPage(html)
        expect(read ? wordsOf(read.tree, () => true) : []).toEqual(seen)
      }),
      { numRuns: isLongRun ? 20_000 : 500 },
    )
  })

  it('stand in no elements but those that a document has, each where it may stand', () => {
    const within: Record<string, string[]> = {
      li: ['ul', 'ol'],
      tr: ['table'],
      td: ['tr'],
      th: ['tr'],
      dt: ['dl'],
      dd: ['dl'],
    }
    const only: Record<string, string[]> = {
      ul: ['li'],
      ol: ['li'],
      table: ['tr'],
      tr: ['td', 'th'],
      dl: ['dt', 'dd'],
    }
    fc.assert(
      fc.property(page, (body) => {
        const root = readPage(body)?.tree
        for (const element of root ? elementsIn(root) : []) {
          expect(allowed).toContain(element.tagName)
          for (const child of element.children) {
            if (child.type !== 'element') continue
            expect(within[child.tagName] ?? [element.tagName]).toContain(element.tagName)
            expect(only[element.tagName] ?? [child.tagName]).toContain(child.tagName)
          }
        }
        for (const child of root?.children ?? [])
          expect(child.type === 'element' && !within[child.tagName]).toBe(true)
      }),
      { numRuns: isLongRun ? 5_000 : 200 },
    )
  })
})
