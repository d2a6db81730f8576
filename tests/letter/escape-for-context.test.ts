import fc from 'fast-check'
import { fromHtml } from 'hast-util-from-html'
import type { Element } from 'hast'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { escapeForContext } from '../../src/letter/index.ts'
import { tokenContexts } from '../../src/model/edition.ts'

const nasty = `O'Brien & <b>"x"</b>`

function firstElement(html: string): Element {
  return fromHtml(html, { fragment: true }).children[0] as Element
}

/** What a value is after its control characters have become spaces. */
function asLine(value: string): string {
  return value.toWellFormed().replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
}

describe('a value in a letter', () => {
  it.each([
    ['html', 'O&#39;Brien &amp; &lt;b&gt;&quot;x&quot;&lt;/b&gt;'],
    ['attribute', 'O&#39;Brien &amp; &lt;b&gt;&quot;x&quot;&lt;/b&gt;'],
    ['url-part', 'O%27Brien%20%26%20%3Cb%3E%22x%22%3C%2Fb%3E'],
    ['text', nasty],
    ['header', nasty],
    ['url', ''],
  ] as const)('is escaped for %s', (context, expected) => {
    expect(escapeForContext(nasty, context)).toBe(expected)
  })

  it('is an address only of the web or of mail', () => {
    expect(escapeForContext('https://example.org/?a=1&b="', 'url')).toBe(
      'https://example.org/?a=1&amp;b=&quot;',
    )
    expect(escapeForContext('mailto:a@example.org', 'url')).toBe('mailto:a@example.org')
    for (const url of ['javascript:alert(1)', ' java\nscript:x', 'data:text/html,x', '//example.org', 'x']) {
      expect(escapeForContext(url, 'url')).toBe('')
    }
  })

  it('never brings a line end or a control character into any context', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...tokenContexts), (value, context) => {
        expect(escapeForContext(value, context)).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
      }),
    )
  })

  it('reads in HTML as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const element = firstElement(
          `<p title="${escapeForContext(value, 'attribute')}">${escapeForContext(value, 'html')}</p>`,
        )
        const line = asLine(value)
        expect(element.properties['title']).toBe(line)
        expect(element.children.map((child) => (child.type === 'text' ? child.value : '?')).join('')).toBe(
          line,
        )
      }),
    )
  })

  it('reads in a URL as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const url = new URL(`https://example.org/?n=${escapeForContext(value, 'url-part')}&m=1`)
        expect(url.searchParams.get('n')).toBe(asLine(value))
        expect(url.searchParams.get('m')).toBe('1')
      }),
    )
  })

  it('reads in a header as it was', async () => {
    const values = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((value) => asLine(value).trim() === value)
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        const header = escapeForContext(value, 'header')
        expect(header).toMatch(/^[\x20-\x7e]*$/)
        const parsed = await PostalMime.parse(`Subject: ${header.replaceAll(' =?', '\r\n =?')}\r\n\r\nx`)
        expect(parsed.subject).toBe(
          value.replace(/ +/g, (run) => (/=\?|[^\x20-\x7e]/.test(value) ? run : run)),
        )
      }),
    )
  })
})
