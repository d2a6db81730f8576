import { describe, expect, it } from 'vitest'
import { makePng } from '../../press/workspace-fixture.ts'
import { imported } from '../imported.ts'
import { makeDocx, p } from './make-docx.ts'
import { foundIn } from './markdown-of.ts'

describe('pictures and drawings of a Word document', () => {
  const inline = (content: string, properties = ''): string =>
    `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"${properties}/><a:graphic>${content}</a:graphic></wp:inline></w:drawing></w:r>`
  const picture = (id: string): string =>
    `<a:graphicData uri="picture"><pic:pic><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic></a:graphicData>`

  it('come with their words', async () => {
    const body = p(inline(picture('m1'), ' descr="A hall"')) + p('Text.')
    const { article, found } = await imported(
      makeDocx({ body, media: { m1: { name: 'image1.png', bytes: makePng(3, 3) } } }),
    )
    expect(found).toEqual([])
    expect(article).toMatchObject({
      markdown: '![A hall](images/x-1.png)\n\nText.\n',
      pictures: ['articles/images/x-1.png'],
    })
  })

  it('that only Office shows, or that are not in the document, are told', async () => {
    const body =
      p('The hall:') + p(inline(picture('m1'), ' descr="A hall"')) + p(inline(picture('m2'))) + p('Text.')
    const media = { m1: { name: 'image1.emf', bytes: new Uint8Array([1, 0, 0, 0]) } }
    const { article, found } = await imported(
      makeDocx({ body, media, related: { m2: ['image', 'media/none.png'] } }),
    )
    expect(article!.markdown).toBe('The hall:\n\nText.\n')
    expect(found).toEqual([
      'intake/lost-picture: Unexpected picture near “The hall:” that is not in the document, expected its file',
      'intake/lost-picture: Unexpected picture, which shows “A hall”, after “The hall:” in a format that only Office shows, expected PNG or JPEG',
    ])
  })

  it('that are grouped with their words come one after another', async () => {
    const box = `<wps:wsp><wps:txbx><w:txbxContent>${p('Figure 1')}</w:txbxContent></wps:txbx></wps:wsp>`
    const one = (id: string, words: string): string =>
      `<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="x" descr="${words}"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic>`
    const data = (content: string): string =>
      `<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup">${content}</a:graphicData>`
    const grouped = inline(data(one('m1', 'Hall') + one('m2', 'Door') + box))
    const choice = `<w:r><mc:AlternateContent><mc:Choice Requires="wpg">${grouped.slice(5, -6)}</mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>`
    const { article, found } = await imported(
      makeDocx({
        body: p('Who:') + p(choice),
        media: {
          m1: { name: 'image1.png', bytes: makePng(3, 3) },
          m2: { name: 'image2.png', bytes: makePng(4, 4) },
        },
      }),
    )
    expect(article!.markdown).toBe('Who:\n\n![Hall](images/x-1.png)![Door](images/x-2.png)\n\nFigure 1\n')
    expect(found).toEqual([expect.stringContaining('intake/changed-form: Unexpected group of shapes')])
  })

  it('that are cropped are told, because the whole of them is in the file', async () => {
    const cropped = picture('m1').replace('</pic:blipFill>', '<a:srcRect l="25000"/></pic:blipFill>')
    const media = { m1: { name: 'image1.png', bytes: makePng(3, 3) } }
    expect(await foundIn(p('The hall:') + p(inline(cropped, ' descr="A hall"')), { media })).toEqual([
      'intake/lost-content: Unexpected cropped picture near “The hall:”, expected a whole one: members see what was cut off',
    ])
  })

  it('have no words that a program has put there', async () => {
    const body = ['A hall&#10;&#10;Description automatically generated', 'C:\\Users\\x\\hall.jpg']
      .map((words) => p(inline(picture('m1'), ` descr="${words}"`)))
      .join('')
    const { article } = await imported(
      makeDocx({ body, media: { m1: { name: 'image1.png', bytes: makePng(3, 3) } } }),
    )
    expect(article!.markdown).toBe('![A hall](images/x-1.png)\n\n![](images/x-2.png)\n')
  })

  it('give the numbers of charts, to be drawn anew', async () => {
    const points = (...values: string[]): string =>
      `<c:ptCount val="${values.length}"/>${values.map((value, index) => `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`).join('')}`
    const series = `<c:ser><c:tx><c:strRef><c:strCache>${points('Members')}</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>${points('2022', '2023')}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:formatCode>0.0%</c:formatCode>${points('0.031', '0.0400001')}</c:numCache></c:numRef></c:val></c:ser>`
    const namespaces =
      'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    const chart = `<c:chartSpace ${namespaces}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Share [now]</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:lineChart>${series}</c:lineChart></c:plotArea></c:chart></c:chartSpace>`
    const body =
      p(
        inline(
          '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="c1"/></a:graphicData>',
        ),
      ) + p('Text.')
    const { article, found } = await imported(
      makeDocx({
        body,
        related: { c1: ['chart', 'charts/chart1.xml'] },
        files: { 'word/charts/chart1.xml': chart },
      }),
    )
    expect(article!.markdown).toBe(
      ':::chart[Share \\[now\\]]{type=line}\n|      | Members |\n| ---- | ------- |\n| 2022 | 3.1%    |\n| 2023 | 4.0%    |\n:::\n\nText.\n',
    )
    expect(found).toEqual([expect.stringContaining('intake/changed-form: Unexpected chart')])
  })

  it('give the words of SmartArt as a list', async () => {
    const namespaces =
      'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    const points = ['Council', 'School'].map(
      (word) => `<dgm:pt><dgm:t><a:p><a:r><a:t>${word}</a:t></a:r></a:p></dgm:t></dgm:pt>`,
    )
    const model = `<dgm:dataModel ${namespaces}><dgm:ptLst>${points.join('')}</dgm:ptLst></dgm:dataModel>`
    const data = `<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"><dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="d1"/></a:graphicData>`
    const { article, found } = await imported(
      makeDocx({
        body: p('Who:') + p(inline(data)),
        related: { d1: ['diagramData', 'diagrams/data1.xml'] },
        files: { 'word/diagrams/data1.xml': model },
      }),
    )
    expect(article!.markdown).toBe('Who:\n\n- Council\n- School\n')
    expect(found).toEqual([expect.stringContaining('its words stand as a list')])
  })

  it('that are neither picture nor data are told', async () => {
    const data = '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"/>'
    expect(await foundIn(p('Who:') + p(inline(data, ' descr="Arrows"')))).toEqual([
      'intake/lost-content: Unexpected group of shapes, which shows “Arrows”, near “Who:”, expected a picture or a table',
    ])
  })
})
