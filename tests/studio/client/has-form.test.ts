import { describe, expect, it } from 'vitest'
import { hasForm } from '../../../src/studio/client/has-form.ts'

describe('what is copied', () => {
  it.each([
    ['a heading', '<meta charset="utf-8"><h2>News</h2>'],
    ['a list', '<ul><li>One</li></ul>'],
    ['a link', '<span><a class="x" href="https://example.org/">here</a></span>'],
    ['bold words', '<b>Bold</b>'],
    ['bold words of Google Docs', '<span style="font-weight:700;white-space:pre-wrap">Bold</span>'],
    ['a paragraph of Word', '<p class=MsoListParagraph>One</p>'],
  ])('has a form: %s', (_what, html) => {
    expect(hasForm(html)).toBe(true)
  })

  it.each([
    ['nothing', ''],
    ['plain words', '<meta charset="utf-8"><div><span style="color: red">Words</span></div><br>'],
    [
      'Markdown of an editor that colours it',
      '<div style="font-family: monospace;white-space: pre;"><b>## News</b></div>',
    ],
    ['a name that begins like an element', '<image-viewer>x</image-viewer> a < b'],
  ])('has none: %s', (_what, html) => {
    expect(hasForm(html)).toBe(false)
  })
})
