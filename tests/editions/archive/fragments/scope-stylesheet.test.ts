import { describe, expect, it } from 'vitest'
import { scopeStylesheet } from '../../../../src/editions/archive/fragments/scope-stylesheet.ts'

/** The rules without the one that keeps the other site's out. */
function scoped(css: string): string {
  return scopeStylesheet(css).split('\n').slice(1).join('\n').trim()
}

describe('a stylesheet for a part of somebody else’s page', () => {
  const cases: [string, string, string][] = [
    ['puts every selector under our element', 'p, .a > b{c:d}', '.tidings p, .tidings .a > b {c:d}'],
    ['keeps commas within brackets', ':is(p, li) + p{c:d}', '.tidings :is(p, li) + p {c:d}'],
    ['gives our element what the page had', ':root{--a:b}html,body{c:d}', '.tidings {--a:b}\n.tidings {c:d}'],
    [
      'knows the kind of page by our element',
      'body.page-x p,.page-y p{c:d}',
      '.tidings.page-x p, .tidings.page-y p {c:d}',
    ],
    [
      'leaves a state of the whole page where it is',
      ':root:not(.js) .t:is(:hover, :focus){c:d}',
      ':root:not(.js) .tidings .t:is(:hover, :focus) {c:d}',
    ],
    [
      'goes into conditions',
      '@media print{:root{a:b}@supports (x:y){p{c:d}}}',
      '@media print {\n.tidings {a:b}\n@supports (x:y) {\n.tidings p {c:d}\n}\n}',
    ],
    [
      'gives animations names of our own',
      '@keyframes fade{from{a:b}}p{animation:fade 1s faded}',
      '@keyframes tidings-fade {from{a:b}}\n.tidings p {animation:tidings-fade 1s faded}',
    ],
    ['says nothing of the sheet of paper', '@page{margin:0}p{c:d}', '.tidings p {c:d}'],
    [
      'is not led astray by strings',
      '.a::before{content:"} p{x"}b{c:d}',
      '.tidings .a::before {content:"} p{x"}\n.tidings b {c:d}',
    ],
    ['drops comments', '/* } */p{c:d}', '.tidings p {c:d}'],
    ['keeps rules within rules', '.a{b:c;&:hover{d:e}}', '.tidings .a {b:c;&:hover{d:e}}'],
    ['ends where a brace is missing', 'p{c:d}q{e:f', '.tidings p {c:d}'],
  ]
  it.each(cases)('%s', (_name, css, expected) => {
    expect(scoped(css).replace(/\n+/g, '\n')).toBe(expected)
  })
})
