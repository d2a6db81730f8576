import { zipSync } from 'fflate'

/** The parts of a Word document that a test writes; what is left out is as in a plain one. */
export interface DocxParts {
  /** What stands in `w:body`. */
  body: string
  /** What stands in `w:styles`, besides the built-in ones. */
  styles?: string
  /** What stands in `w:numbering`. */
  numbering?: string
  footnotes?: string
  endnotes?: string
  comments?: string
  header?: string
  /** Addresses that `r:id` names. */
  links?: Record<string, string>
  /** Files in `word/media/`, by the `r:id` that names them. */
  media?: Record<string, { name: string; bytes: Uint8Array }>
  /** In the strict form of ISO/IEC 29500, with prefixes of its own. */
  isStrict?: boolean
  /** Other parts that the text refers to, by the `r:id`: their kind and name. */
  related?: Record<string, readonly [kind: string, name: string]>
  /** Other parts by their names. */
  files?: Record<string, string>
}

const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"',
].join(' ')

const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'

/** The styles that every document of Word has, by the names that it gives them in any language. */
const builtIn = [
  ['Standard', 'Normal', ' w:default="1"', ''],
  ['Titel', 'Title', '', ''],
  ['berschrift1', 'heading 1', '', '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'],
  ['berschrift2', 'heading 2', '', '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'],
  ['berschrift3', 'heading 3', '', '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'],
  ['Zitat', 'Quote', '', ''],
  ['TOC1', 'toc 1', '', ''],
  ['Listenabsatz', 'List Paragraph', '', '<w:pPr><w:ind w:left="720"/></w:pPr>'],
].map(
  ([id, name, attributes, content]) =>
    `<w:style w:type="paragraph"${attributes} w:styleId="${id}"><w:name w:val="${name}"/>${content}</w:style>`,
)

/** A Word document as bytes. */
export function makeDocx(parts: DocxParts): Uint8Array {
  const relations: string[] = []
  const files: Record<string, Uint8Array> = {}
  const put = (name: string, text: string): void => void (files[name] = new TextEncoder().encode(text))
  const putPart = (name: string, root: string, content: string | undefined): void => {
    if (content === undefined) return
    put(
      `word/${name}.xml`,
      `<?xml version="1.0" encoding="UTF-8"?><w:${root} ${namespaces}>${content}</w:${root}>`,
    )
    relations.push(
      `<Relationship Id="part-${name}" Type="${relation}${name.replace(/\d/, '')}" Target="${name}.xml"/>`,
    )
  }
  putPart('styles', 'styles', builtIn.join('') + (parts.styles ?? ''))
  putPart('numbering', 'numbering', parts.numbering)
  putPart('footnotes', 'footnotes', parts.footnotes)
  putPart('endnotes', 'endnotes', parts.endnotes)
  putPart('comments', 'comments', parts.comments)
  putPart('header1', 'hdr', parts.header)
  for (const [id, address] of Object.entries(parts.links ?? {}))
    relations.push(
      `<Relationship Id="${id}" Type="${relation}hyperlink" Target="${address}" TargetMode="External"/>`,
    )
  for (const [id, { name, bytes }] of Object.entries(parts.media ?? {})) {
    files[`word/media/${name}`] = bytes
    relations.push(`<Relationship Id="${id}" Type="${relation}image" Target="media/${name}"/>`)
  }
  for (const [id, [kind, name]] of Object.entries(parts.related ?? {}))
    relations.push(`<Relationship Id="${id}" Type="${relation}${kind}" Target="${name}"/>`)
  for (const [name, text] of Object.entries(parts.files ?? {})) put(name, text)
  const text = `<?xml version="1.0"?><w:document ${namespaces}><w:body>${parts.body}</w:body></w:document>`
  put('word/document.xml', parts.isStrict ? inStrictForm(text) : text)
  put('word/_rels/document.xml.rels', relationships(relations))
  put(
    '_rels/.rels',
    relationships([`<Relationship Id="r1" Type="${relation}officeDocument" Target="word/document.xml"/>`]),
  )
  put('[Content_Types].xml', contentTypes)
  return zipSync(files)
}

function inStrictForm(xml: string): string {
  return xml
    .replace(
      'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
      'http://purl.oclc.org/ooxml/wordprocessingml/main',
    )
    .replaceAll(/(?<=[</\s:])w(?=[:=])/g, 'ns0')
}

function relationships(relations: readonly string[]): string {
  const namespace = 'http://schemas.openxmlformats.org/package/2006/relationships'
  return `<?xml version="1.0"?><Relationships xmlns="${namespace}">${relations.join('')}</Relationships>`
}

const contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${[
  ['xml', 'application/xml'],
  ['rels', 'application/vnd.openxmlformats-package.relationships+xml'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['emf', 'image/x-emf'],
]
  .map(([extension, type]) => `<Default Extension="${extension}" ContentType="${type}"/>`)
  .join('')}</Types>`

/** A paragraph of a style, with the properties and runs that are given; text is escaped by nobody. */
export function p(
  content: string,
  { style, properties = '' }: { style?: string; properties?: string } = {},
): string {
  const styled = style === undefined ? '' : `<w:pStyle w:val="${style}"/>`
  return `<w:p><w:pPr>${styled}${properties}</w:pPr>${content.startsWith('<') ? content : r(content)}</w:p>`
}

/** Words with properties such as `<w:b/>`. */
export function r(text: string, properties = ''): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
}

/** A paragraph of a numbering. */
export function numbered(content: string, numId: number, level = 0, more = ''): string {
  return p(content, {
    properties: `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>${more}`,
  })
}

/** A numbering with the formats and texts of its levels; `start` is the first number of the first. */
export function numbering(id: number, levels: readonly [format: string, text: string][], start = 1): string {
  const made = levels.map(
    ([format, text], level) =>
      `<w:lvl w:ilvl="${level}"><w:start w:val="${level === 0 ? start : 1}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
  )
  return `<w:abstractNum w:abstractNumId="${id}">${made.join('')}</w:abstractNum>`
}

export function num(id: number, abstract: number, overrides = ''): string {
  return `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${overrides}</w:num>`
}

/** A comment in the margin. */
export function comment(words: string): string {
  return `<w:comment w:id="1">${p(words)}</w:comment>`
}
