import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { decodeDocument } from '../decode-document.ts'
import type { Brought, ReadDocument } from '../document.ts'
import { pageContent } from './page-content.ts'
import { shallowHtml, unformattedHtml } from './shallow-html.ts'
import { PageWalk } from './walk-page.ts'
import type { ReportLoss } from '../report-loss.ts'

/** Reads a page, or what Word and others save as one; nothing where it is none, which is reported. */
export function readHtml(brought: Brought, report: ReportLoss): ReadDocument | undefined {
  const refuse = (unexpected: string): undefined => {
    report('intake/unreadable-document', `Unexpected ${unexpected}, expected a web page`)
  }
  const decoded = decodeDocument(brought.bytes, declaredEncoding)
  if ('isNot' in decoded) return refuse(decoded.isNot)
  if (isSingleFile(decoded.text)) return refuse('web archive of one file (MHTML)')
  const page = parse(decoded.text)
  if (!page) return refuse('elements that are nested too deeply')
  const content = pageContent(page)
  const walk = new PageWalk(content, brought, report)
  const tree = withoutOuterRules(walk.run())
  return { tree, pictures: walk.pictures.found, ...(content.title !== undefined && { title: content.title }) }
}

function declaredEncoding(head: string): string | undefined {
  const meta = /<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)
  return (meta ?? /^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]+)/i.exec(head))?.[1]
}

/** A page with its pictures in one file is a mail of parts, whose words are in a code. */
function isSingleFile(text: string): boolean {
  return /^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,10}MIME-Version:/i.test(text.slice(0, 2_000))
}

function parse(html: string): Root | undefined {
  for (const shallow of [shallowHtml, unformattedHtml]) {
    try {
      return fromHtml(shallow(html))
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
  }
  return undefined
}

/** Lines across part what is before them from what is after them: at an end, and before the notes, they part nothing. */
function withoutOuterRules(tree: Root): Root {
  const isRule = (index: number): boolean => {
    const node = tree.children[index]
    return node?.type === 'element' && node.tagName === 'hr'
  }
  const isNote = (index: number): boolean => {
    const node = tree.children[index]
    return node?.type === 'element' && node.properties['dataNote'] !== undefined
  }
  let end = tree.children.length
  while (isNote(end - 1)) end--
  const notes = tree.children.slice(end)
  while (isRule(end - 1)) end--
  let start = 0
  while (start < end && isRule(start)) start++
  return { ...tree, children: [...tree.children.slice(start, end), ...notes] }
}
