import { describe, expect, it } from 'vitest'
import { rootedLinks } from '../../../../src/editions/archive/fragments/rooted-links.ts'

const page = 'https://example.org/news/articles/first/'

describe('the links of a fragment', () => {
  it.each([
    ['<a href="../../glossary/#icb">', '<a href="/news/glossary/#icb">'],
    ['<a class="x" href="changes/">', '<a class="x" href="/news/articles/first/changes/">'],
    ['<img src="../../images/a.png" alt="a > b">', '<img src="/news/images/a.png" alt="a > b">'],
    ['<a href="../../?a=1&amp;b=2">', '<a href="/news/?a=1&amp;b=2">'],
    ['<a href="../../articles/%C3%A9/">', '<a href="/news/articles/%C3%A9/">'],
  ])('hold from the host’s root: %s', (html, expected) => {
    expect(rootedLinks(html, page)).toBe(expected)
  })

  it.each([
    '<a href="#note-1">',
    '<a href="https://example.com/x">',
    '<a href="mailto:sam@example.org">',
    '<a href="/elsewhere/">',
    '<a data-href="../x" title=\'href="../x"\'>',
    '<p>Write href="../x" and < href="../y"</p>',
  ])('stay where they are none of the archive’s: %s', (html) => {
    expect(rootedLinks(html, page)).toBe(html)
  })
})
