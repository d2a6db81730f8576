import type { Element, Root } from 'hast'
import { fileOf, linkAddress } from '../addresses.ts'
import { isElement, textIn } from '../elements.ts'
import type { ReportLoss } from '../report-loss.ts'

/** Leaves the addresses of links that lead somewhere; a file on somebody's computer is reported, and places in the text are not. */
export function settleLinks(parent: Root | Element, report: ReportLoss): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    settleLinks(child, report)
    const written = isElement(child, 'a') ? child.properties['href'] : undefined
    if (typeof written === 'string' && !written.startsWith('#')) settleLink(child, written, report)
  }
}

function settleLink(link: Element, written: string, report: ReportLoss): void {
  const whole = wholeAddress(written)
  const address = linkAddress(whole, undefined)
  const file = fileOf(whole)
  if (file !== undefined)
    report(
      'intake/lost-content',
      `Unexpected link to the file “${file}” behind “${textIn(link)}”, expected an address on the web`,
    )
  if (address === undefined) delete link.properties['href']
  else link.properties['href'] = address
}

/** A field's address may have its switches behind it: `\\l` names a place in the page (ECMA-376 part 1, §17.16.5.25). */
function wholeAddress(href: string): string {
  const [address = '', switches = ''] = href.split(/"(.*)/s)
  const place = /\\l\s+"([^"]*)/.exec(switches)?.[1]
  return place === undefined ? address : `${address}#${place}`
}
