import { DOMParser, XMLSerializer, type Document, type Element } from '@xmldom/xmldom'
import fc from 'fast-check'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { makePng } from '../../press/workspace-fixture.ts'
import { imported } from '../imported.ts'
import { comment, makeDocx, num, numbered, numbering, p, r } from './make-docx.ts'

const drawing =
  '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A hall"/><a:graphic><a:graphicData uri="picture"><pic:pic><pic:blipFill><a:blip r:embed="m1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'

/** A document with something of everything. */
const rich = makeDocx({
  body: [
    p('Minutes', { style: 'Titel' }),
    p('Pay', { style: 'berschrift1' }),
    p(
      `${r('The ')}${r('board', '<w:b/>')}<w:r><w:footnoteReference w:id="2"/></w:r><w:hyperlink r:id="l1">${r('here')}</w:hyperlink>`,
    ),
    numbered('one', 1),
    numbered('two', 1, 1),
    `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${p('a')}</w:tc></w:tr><w:tr><w:tc>${p('b')}</w:tc><w:tc>${p('c')}</w:tc></w:tr></w:tbl>`,
    p(drawing),
    p('<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>'),
    p(
      `<w:ins>${r('new')}</w:ins><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${r('x')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
    ),
  ].join(''),
  numbering:
    numbering(0, [
      ['decimal', '%1.'],
      ['lowerRoman', '%2.'],
    ]) + num(1, 0),
  footnotes: `<w:footnote w:id="2">${p('The law.')}</w:footnote>`,
  comments: comment('No.'),
  links: { l1: 'https://example.org/' },
  media: { m1: { name: 'image1.png', bytes: makePng(3, 3) } },
})

function elementsOf(document: Document): Element[] {
  return [...document.getElementsByTagName('*')]
}

/** Does one thing to one element of a part. */
const damages: ((element: Element) => void)[] = [
  (element) => void element.parentNode?.removeChild(element),
  (element) => {
    for (const { name } of element.attributes) element.removeAttribute(name)
  },
  (element) => {
    for (const { name } of element.attributes) element.setAttribute(name, '-1e9')
  },
  (element) => void element.parentNode?.appendChild(element.cloneNode(true)),
  (element) => void element.ownerDocument?.documentElement?.appendChild(element),
  (element) => {
    while (element.firstChild) element.parentNode?.insertBefore(element.firstChild, element)
  },
]

describe('a damaged Word document', () => {
  it('is read as far as it goes, or refused, and is never a bug', async () => {
    const parts = unzipSync(rich)
    const names = Object.keys(parts).filter((name) => /\.(?:xml|rels)$/.test(name))
    const damage = fc.tuple(fc.constantFrom(...names), fc.nat(), fc.constantFrom(...damages))
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (done) => {
        const changed = { ...parts }
        for (const [name, at, change] of done) {
          const text = new TextDecoder().decode(changed[name])
          const document = new DOMParser({ onError: () => undefined }).parseFromString(text, 'text/xml')
          const elements = elementsOf(document)
          const element = elements[at % elements.length]
          if (element && element !== document.documentElement) change(element)
          changed[name] = new TextEncoder().encode(new XMLSerializer().serializeToString(document))
        }
        const { article, found } = await imported(zipSync(changed))
        expect(article !== undefined || found.length > 0).toBe(true)
      }),
      { numRuns: Number(process.env['INTAKE_RUNS'] ?? 60) },
    )
  })

  it('is refused where it is cut, or nests without end', async () => {
    const refusal = 'intake/unreadable-document: Unexpected damaged document, expected a Word document'
    expect((await imported(rich.slice(0, 900))).found).toEqual([refusal])
    let deep = p('x')
    for (let level = 0; level < 200; level += 1)
      deep = `<w:tbl><w:tr><w:tc>${deep}${p('y')}</w:tc></w:tr></w:tbl>`
    expect((await imported(makeDocx({ body: deep }))).found).toEqual([
      'intake/unreadable-document: Unexpected document whose tables lie in each other more than a hundred deep, expected a Word document',
    ])
  })

  it('follows no entities', async () => {
    const parts = unzipSync(makeDocx({ body: p('x &lol; y') }))
    const text = new TextDecoder().decode(parts['word/document.xml'])
    const entities = '<!DOCTYPE w:document [<!ENTITY lol "lol"><!ENTITY more SYSTEM "file:///etc/passwd">]>'
    parts['word/document.xml'] = new TextEncoder().encode(text.replace('?>', `?>${entities}`))
    expect((await imported(zipSync(parts))).article).toBeUndefined()
  })
})
