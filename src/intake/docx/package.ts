import type { Parts } from './unpack.ts'
import { attributeOf, childrenOf, parseXml, type Document } from './xml.ts'

/** A Word document's parts, found by their relationships (ECMA-376 part 1, §11.3). */
export interface Package {
  parts: Parts
  /** The name of the part with the text. */
  main: string
  /** The names of the parts that it refers to, by kind: `styles`, `numbering`, `footnotes`, `header`, … */
  related: (kind: string) => string[]
  /** The part that another one refers to by an id (`r:id`). */
  target: (part: string, id: string) => string | undefined
  /** A part as XML, read once: what is changed in it stays changed. */
  xml: (name: string | undefined) => Document | undefined
}

/** Nothing where there is no text: a spreadsheet, a presentation, another archive. */
export function openPackage(parts: Parts): Package | undefined {
  const parsed = new Map<string, Document | undefined>()
  const xml = (name: string | undefined): Document | undefined => {
    const bytes = name === undefined ? undefined : parts.get(name)
    if (name === undefined || !bytes) return undefined
    if (!parsed.has(name)) parsed.set(name, parseXml(bytes))
    return parsed.get(name)
  }
  const main =
    relationsOf('', xml).find(({ kind }) => kind === 'officeDocument')?.target ?? 'word/document.xml'
  if (!/^(?:\w+:)?document$/.test(xml(main)?.documentElement?.tagName ?? '')) return undefined
  const relations = relationsOf(main, xml)
  const known = new Map([[main, relations]])
  const relationsFrom = (part: string): Relation[] => {
    const found = known.get(part) ?? relationsOf(part, xml)
    known.set(part, found)
    return found
  }
  return {
    parts,
    main,
    related: (kind) =>
      relations.filter((one) => one.kind === kind && parts.has(one.target)).map(({ target }) => target),
    target: (part, id) => relationsFrom(part).find((one) => one.id === id)?.target,
    xml,
  }
}

interface Relation {
  id: string
  kind: string
  target: string
}

function relationsOf(part: string, xml: Package['xml']): Relation[] {
  const folder = part.includes('/') ? part.slice(0, part.lastIndexOf('/') + 1) : ''
  const root = xml(`${folder}_rels/${part.slice(folder.length)}.rels`)?.documentElement
  if (!root) return []
  return childrenOf(root, 'rel:Relationship').map((element) => {
    const target = attributeOf(element, 'Target') ?? ''
    const kind = attributeOf(element, 'Type')?.split('/').at(-1) ?? ''
    const id = attributeOf(element, 'Id') ?? ''
    return { id, kind, target: target.startsWith('/') ? target.slice(1) : resolve(folder, target) }
  })
}

function resolve(folder: string, target: string): string {
  const steps: string[] = folder.split('/').slice(0, -1)
  for (const step of target.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}
