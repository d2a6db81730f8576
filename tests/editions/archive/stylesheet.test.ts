import { describe, expect, it } from 'vitest'
import { renderStylesheet } from '../../../src/editions/archive/index.ts'
import { makeSite, templateSource } from './site.ts'

const brand =
  "\nbrand: { colours: { accentText: '#abcdef' }, darkColours: { text: '#123456' }, fonts: { mono: 'A, \"B c\"' } }\n"
const { settings } = makeSite(brand)

describe('the stylesheet', () => {
  it('has the brand as custom properties, for light and for dark', () => {
    const css = renderStylesheet(settings, '')
    const [light = '', dark = ''] = css.split('@media screen and (prefers-color-scheme: dark)')
    expect(light).toContain('--accent-text: #abcdef;')
    expect(light).toContain('--mono-font: A, "B c";')
    expect(dark).toContain('--text: #123456;')
  })

  it('is small, loads nothing and has no comments', () => {
    const css = renderStylesheet(settings, templateSource('style.css'))
    expect(Buffer.byteLength(css)).toBeLessThan(24 * 1024)
    expect(css).not.toMatch(/url\(|@import|\/\*/)
  })

  it('uses no property that is not given a value', () => {
    const css = renderStylesheet(settings, templateSource('style.css'))
    const given = new Set([...css.matchAll(/(--[\w-]+):/g)].map(([, name]) => name))
    for (const [, name] of css.matchAll(/var\((--[\w-]+)\)/g)) expect(given).toContain(name)
  })
})
