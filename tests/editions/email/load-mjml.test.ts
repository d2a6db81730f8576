import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadMjml } from '../../../src/editions/email/load-mjml.ts'

const letter = (head: string): string =>
  `<mjml><mj-head>${head}</mj-head><mj-body><mj-section><mj-column><mj-text css-class="x">Hello</mj-text></mj-column></mj-section></mj-body></mjml>`

describe('MJML', () => {
  it('writes styles into elements, and adds attributes, although it loads what does that only then', async () => {
    const mjml2html = await loadMjml()
    const inline = await mjml2html(
      letter('<mj-style inline="inline">.x div { letter-spacing: 3px }</mj-style>'),
    )
    expect(inline.html).toMatch(/style="[^"]*letter-spacing: 3px/)
    const attributes =
      '<mj-html-attributes><mj-selector path=".x div"><mj-html-attribute name="data-y">7</mj-html-attribute></mj-selector></mj-html-attributes>'
    expect((await mjml2html(letter(attributes))).html).toContain('data-y="7"')
  })

  it('loads neither where a template does not need them', () => {
    const program = `
      import { createRequire } from 'node:module'
      const { loadMjml } = await import('./src/editions/email/load-mjml.ts')
      const { html } = await (await loadMjml())(${JSON.stringify(letter(''))})
      const loaded = Object.keys(createRequire(import.meta.url).cache)
      console.log(html.includes('Hello'), loaded.filter((file) => /web-resource-inliner|undici|parse5/.test(file)).length)`
    const cwd = path.resolve(import.meta.dirname, '../../..')
    const args = ['--input-type=module', '--eval', program]
    expect(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' }).trim()).toBe('true 0')
  })
})
