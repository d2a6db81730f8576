import type { Nodes } from 'hast'
import { describe, expect, it } from 'vitest'
import { readHtml } from '../../../src/intake/html/read-html.ts'
import { shallowHtml, unformattedHtml } from '../../../src/intake/html/shallow-html.ts'
import { readSample } from '../read-sample.ts'

function depthOf(node: Nodes): number {
  return 'children' in node ? 1 + Math.max(0, ...node.children.map((child) => depthOf(child))) : 1
}

describe('a page that nests as people’s pages do', () => {
  it.each([
    '<div><table><tr><td><p>One<p>Two<ul><li>Three<li>Four</ul></table></div>',
    '<p>a'.repeat(5_000),
    '<p><b>a'.repeat(2_000),
    '<p><a name=x>a'.repeat(2_000),
    '<tr><td>a'.repeat(2_000),
    `<script>${'"<div>"'.repeat(2_000)}</script><!-- ${'<div>'.repeat(2_000)} -->`,
    '<img alt="<div>"><br>'.repeat(2_000),
  ])('is left as it is', (html) => {
    expect(shallowHtml(html) === html).toBe(true)
  })
})

describe('a page that nests too deeply', () => {
  const names =
    'div b span blockquote ul><li table><tr><td dl><dt>a</dt><dd o:p svg><g font section><p><i figure sup><a'.split(
      ' ',
    )

  it.each(names)('keeps its words: %s', (name) => {
    const { html } = readSample(readHtml, `<p>before</p>${`<${name}>`.repeat(10_000)}within<p>after`)
    expect(html).toMatch(/before[^]*within[^]*after/)
  })

  it('keeps words of blocks apart, and what follows as it is', () => {
    const deep = '<div>'.repeat(600) + '<div>one</div><div>t<b>w</b>o</div>' + '</div>'.repeat(600)
    expect(readSample(readHtml, `${deep}<h2>three</h2>`).html).toBe('<p>one</p><p>two</p><h2>three</h2>')
    const table = '<div>'.repeat(600) + '<table><tr><td>one<td>two</table>'
    expect(readSample(readHtml, table).html).toBe('<p>one</p><p>two</p>')
  })

  it('keeps its words without bold type where that is never closed, or closed wrongly', () => {
    const fonts = Array.from({ length: 3_000 }, (_, index) => `<p><font color=${index}>a`).join('')
    expect(readSample(readHtml, fonts).html).toBe('<p>a</p>'.repeat(3_000))
    const wrong = '<span><p>a</span></p>'.repeat(3_000)
    expect(unformattedHtml(wrong)).toBe('<p>a</p>'.repeat(3_000))
    expect(readSample(readHtml, wrong).html).toBe('<p>a</p>'.repeat(3_000))
  })

  it('makes a tree that is not deep', () => {
    const findings: unknown[] = []
    const page = Buffer.from('<ul><li><blockquote><div>a'.repeat(5_000))
    const read = readHtml({ name: 'x', bytes: page, readBeside: () => undefined }, (finding) =>
      findings.push(finding),
    )
    expect(depthOf(read!.tree)).toBeLessThan(100)
    expect(findings).toEqual([])
  })

  it('is read in one go whatever its tags look like', () => {
    for (const part of ['<', '<a "', '<!--', '<p title="', '</', '<style>', '<o:p/>', '<div/']) {
      expect(shallowHtml(part.repeat(200_000)).length).toBeLessThanOrEqual(part.length * 200_000)
    }
  })
})
