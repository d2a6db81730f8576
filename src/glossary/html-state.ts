/** Elements inside which nothing is linked, because they are links or buttons already. */
const LINKS = new Set(['a', 'button'])
/** Elements whose content is no prose. */
const CODE = new Set([
  'code',
  'kbd',
  'samp',
  'pre',
  'script',
  'style',
  'textarea',
  'svg',
  'math',
  'title',
  'template',
])
const TAG = /<(\/?)([a-z][a-z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi

/** Which elements written as raw HTML are open. */
export interface HtmlState {
  links: number
  code: number
}

/** Follows the tags of one `html` node; a comment has none. */
export function followTags(state: HtmlState, html: string): void {
  if (html.startsWith('<!')) return
  for (const [, slash, name = '', attributes = ''] of html.matchAll(TAG)) {
    const step = slash ? -1 : 1
    const tag = name.toLowerCase()
    if (attributes.endsWith('/') && !slash) continue
    if (LINKS.has(tag) && (slash || tag !== 'a' || /\bhref\b/i.test(attributes))) {
      state.links = Math.max(0, state.links + step)
    } else if (CODE.has(tag)) state.code = Math.max(0, state.code + step)
  }
}
