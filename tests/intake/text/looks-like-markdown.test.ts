import { describe, expect, it } from 'vitest'
import { looksLikeMarkdown } from '../../../src/intake/text/looks-like-markdown.ts'

describe('a text', () => {
  it.each([
    '---\ntitle: Pay\n---\n\nWords',
    '\uFEFF---\r\ntitle: Pay\r\n---\r\n',
    'Words\n\n## Pay\n',
    'See [here](https://example.org/).',
  ])('is Markdown already: %j', (text) => expect(looksLikeMarkdown(text)).toBe(true))

  it.each([
    '---\n\nWords\n\n---\n',
    '#1 in the list, #pay',
    'See [1] (and 2)',
    '- one\n- two',
    '',
    '['.repeat(100_000),
  ])('is none, as far as one can see', (text) => expect(looksLikeMarkdown(text)).toBe(false))
})
