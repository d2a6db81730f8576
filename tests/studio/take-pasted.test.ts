import { beforeEach, describe, expect, it } from 'vitest'
import { makePng } from '../press/workspace-fixture.ts'
import { openStudio, problemIn, type Studio } from './studio-fixture.ts'

let studio: Studio

beforeEach(() => {
  studio = openStudio()
})

const paste = (html: string, { file = 'articles/first.md', above = '' } = {}): ReturnType<Studio['ask']> =>
  studio.ask('POST', `/-/pasted?file=${file}&above=${above}`, { bytes: new TextEncoder().encode(html) })

/** As Word puts it into the clipboard: it names an encoding, and it is another. */
const ofWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252"></head><body><!--StartFragment-->
<h3>Pay – “our” view<o:p></o:p></h3>
<p class=MsoNormal>The <b>NEC</b> met * on <i>Monday</i>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span>First</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span>Second</p>
<!--EndFragment--></body></html>`

describe('what is pasted', () => {
  it('keeps the headings, words and lists of Word, in the letters of the clipboard', async () => {
    const { status, json } = await paste(ofWord, { above: '2' })
    const markdown = '### Pay – “our” view\n\nThe **NEC** met \\* on *Monday*.\n\n- First\n- Second\n'
    expect([status, json]).toEqual([200, { markdown, isInline: false, diagnostics: [] }])
  })

  it('keeps the levels of its headings, where the article has those above', async () => {
    const levels = async (html: string, above: string): Promise<string[]> =>
      [...((await paste(html, { above })).json.markdown as string).matchAll(/^#+ .*/gm)].map(String)
    const ofSection = '<h3>One</h3><h5>Two</h5><h3>Three</h3><p>x</p>'
    expect(await levels(ofSection, '2')).toEqual(['### One', '#### Two', '### Three'])
    expect(await levels(ofSection, '1')).toEqual(['## One', '### Two', '## Three'])
    expect(await levels('<h1>One</h1><h2>Two</h2><p>x</p>', '4')).toEqual(['## One', '### Two'])
  })

  it('is part of a line where it is only words', async () => {
    const { json } = await paste('<span>see <a href="https://example.org/">the page</a></span>')
    expect([json.markdown, json.isInline]).toEqual(['see [the page](https://example.org/)\n', true])
  })

  it('brings the pictures that it holds beside the file', async () => {
    const png = makePng(20, 10)
    const source = `data:image/png;base64,${Buffer.from(png).toString('base64')}`
    const { json } = await paste(`<p><img alt="A hall" src="${source}"></p>`)
    expect(json.markdown).toBe('![A hall](images/picture.png)\n')
    expect(studio.workspace.readBytes('articles/images/picture.png')).toEqual(png)
  })

  it('tells what does not come along', async () => {
    const { json } = await paste('<p>Before <img src="file:///C:/clip_image001.png"></p>')
    expect(json.diagnostics.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['intake/lost-picture'])
  })

  it('is nothing where there is nothing', async () => {
    expect((await paste('<p> </p>')).json).toEqual({ isInline: false, diagnostics: [] })
  })

  it('goes beside no file that is not the author’s', async () => {
    expect(problemIn(await paste('<b>x</b>', { file: '../first.md' }))[0]).toBe(404)
  })
})
