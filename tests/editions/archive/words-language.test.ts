import { describe, expect, it } from 'vitest'
import { pageWords, speakWords } from '../../../src/editions/archive/words-language.ts'
import { counted } from '../../../src/templates/index.ts'

const { home, changedPassages } = pageWords('ar')

describe('the interface’s words in a publication of another language', () => {
  it('say in a text which language they are in and which way they run', () => {
    expect(speakWords(`<h1>${home}</h1>`, 'ar')).toBe('<h1><span lang="en" dir="ltr">Home</span></h1>')
    const two = counted('en', 2, changedPassages)
    expect(speakWords(`<p>${two}</p>`, 'ar')).toBe(
      '<p><span lang="en" dir="ltr">2 passages differ</span></p>',
    )
  })

  it.each([
    ['an attribute', `<a aria-label="${home} > x" class=y>`, '<a aria-label="Home > x" class=y>'],
    ['the title', `<title>${home} – العنوان</title>`, '<title>Home – العنوان</title>'],
    ['a script', `<script type="a">"${home}"</script>`, '<script type="a">"Home"</script>'],
    ['a drawing', `<svg><text>${home}</text></svg>`, '<svg><text>Home</text></svg>'],
  ])('are plain words in %s', (_where, html, expected) => {
    expect(speakWords(html, 'ar')).toBe(expected)
  })

  it('are said by a choice of a list itself, which can have no elements', () => {
    const html = `<select><option value="" selected>${home}</option><option>سلسلة</option></select><p>${home}</p>`
    expect(speakWords(html, 'ar')).toBe(
      '<select><option value="" selected lang="en" dir="ltr">Home</option><option>سلسلة</option></select>' +
        '<p><span lang="en" dir="ltr">Home</span></p>',
    )
  })

  it.each(['en', 'en-GB', 'cy', 'cy-GB'])('are plain words where they are its own: %s', (language) => {
    const words = pageWords(language)
    expect(speakWords(`<h1>${words.home}</h1>`, language)).toMatch(/^<h1>(?:Home|Hafan)<\/h1>$/)
  })
})
