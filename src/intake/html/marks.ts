import type { Marks } from '../phrasing.ts'
import type { Declarations } from './styles.ts'

const byName: Record<string, Marks> = {
  ...each(['b', 'strong'], { strong: true }),
  ...each(['i', 'em', 'var', 'dfn'], { em: true }),
  ...each(['s', 'strike', 'del'], { del: true }),
  ...each(['code', 'tt', 'kbd', 'samp'], { code: true }),
  sub: { sub: true, sup: false },
  sup: { sup: true, sub: false },
}

function each(names: string[], marks: Marks): Record<string, Marks> {
  return Object.fromEntries(names.map((name) => [name, marks]))
}

/** The marks of what an element holds: its name's, unless its style says otherwise. */
export function marksWithin(tagName: string, style: Declarations, outside: Marks): Marks {
  const own = {
    ...byName[tagName],
    ...marksOfStyle(style),
    ...marksOfHeight(tagName, style['vertical-align']),
  }
  return Object.keys(own).length === 0 ? outside : { ...outside, ...own }
}

function marksOfStyle(style: Declarations): Marks {
  const weight = style['font-weight']
  const slant = style['font-style']
  const lines = `${style['text-decoration'] ?? ''} ${style['text-decoration-line'] ?? ''}`
  return {
    ...(weight && weight !== 'inherit' && { strong: isHeavy(weight) }),
    ...(slant && slant !== 'inherit' && { em: /italic|oblique/.test(slant) }),
    ...(lines.includes('line-through') && { del: true }),
  }
}

function isHeavy(weight: string): boolean {
  return weight.startsWith('bold') || Number(weight) >= 600
}

/** What is raised stays so, unless the very element that raises it says that it does not. */
function marksOfHeight(tagName: string, height: string | undefined): Marks {
  if (/^(?:td|th|tr|img|table)$/.test(tagName)) return {}
  if (height === 'super') return { sup: true, sub: false }
  if (height === 'sub') return { sub: true, sup: false }
  return height === 'baseline' && /^su[bp]$/.test(tagName) ? { sub: false, sup: false } : {}
}
