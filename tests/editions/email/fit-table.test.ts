import type { Element, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toString } from 'mdast-util-to-string'
import { describe, expect, it } from 'vitest'
import { fitTable } from '../../../src/editions/email/fit-table.ts'
import { letterMeasures } from '../../../src/editions/email/measures/letter-measures.ts'
import { settings } from '../everything.ts'

const measures = letterMeasures(settings.brand.measures)

function tableOf(rows: readonly string[], parents: readonly string[] = []): Element {
  const [head = '', ...body] = rows.map((row, index) => {
    const tag = index === 0 ? 'th' : 'td'
    return `<tr>${row
      .split('|')
      .map((cell) => `<${tag}>${cell.trim()}</${tag}>`)
      .join('')}</tr>`
  })
  const html = `<table><thead>${head}</thead>${body.length > 0 ? `<tbody>${body.join('')}</tbody>` : ''}</table>`
  const [table] = namedIn(fromHtml(html, { fragment: true }), 'table')
  fitTable(table!, measures, parents)
  return table!
}

function namedIn(node: Nodes, tag: string): Element[] {
  const own = node.type === 'element' && node.tagName === tag ? [node] : []
  return [...own, ...('children' in node ? node.children.flatMap((child) => namedIn(child, tag)) : [])]
}

const stackOf = (table: Element): unknown[] =>
  table.children.map((child) => (child.type === 'element' ? child.properties['className'] : undefined))

const months = 'January|February|March|April|June|July|August|September|October'
const figures = '1,250|1,250|1,250|1,250|1,250|1,250|1,250|1,250|1,250'

describe('a table in a letter', () => {
  it('is left alone where its words have room on a phone', () => {
    const table = tableOf(['What | Much', 'Subscriptions | £12'])
    expect(stackOf(table)).toEqual([undefined, undefined])
    expect(toString(table)).toBe('WhatMuchSubscriptions£12')
  })

  it('is stacked where it has no room: in windows narrower than the letter, or always', () => {
    const three = ['Region | Membership | Telephone', 'Wales | Responsibilities | 12345678']
    expect(stackOf(tableOf(three))).toEqual([['stack'], ['stack']])
    const six = ['Executive | Constituency | Where | Notes | Chairs | Meets', 'a | b | c | d | e | f']
    expect(stackOf(tableOf(six))).toEqual([['stack'], ['stack']])
    expect(stackOf(tableOf([months, figures]))).toEqual([['stack-always'], ['stack-always']])
  })

  it('has the heading before each value that has one, hidden from programs that show a table', () => {
    const table = tableOf(['Region | Membership | ', 'Wales | Responsibilities | 12345678901 | more | '])
    const cells = namedIn(table, 'td')
    expect(cells.map((cell) => toString(cell))).toEqual([
      'Region: Wales',
      'Membership: Responsibilities',
      '12345678901',
      'more',
      '',
    ])
    const labels = namedIn(table, 'span')
    expect(labels.map(({ data }) => (data as { part?: string } | undefined)?.part)).toEqual([
      'label',
      'label',
    ])
  })

  it('has less room in a list or a box', () => {
    const rows = ['What | Whoever', 'Subscriptions | Membership']
    expect(stackOf(tableOf(rows))).toEqual([undefined, undefined])
    expect(stackOf(tableOf(rows, ['ul', 'li', 'ul', 'li']))).toEqual([['stack'], ['stack']])
  })

  it('breaks a word that has no room in the letter, and keeps its column legible', () => {
    const long = 'https://www.example.org/an/address/that/goes/on/and/on/and/on/and/on'
    const table = tableOf(['Who | Where', `Ann | ${long}`])
    expect(namedIn(table, 'td').map(({ data }) => data)).toEqual([undefined, { foldTo: 113 }])
    expect(stackOf(table)).toEqual([['stack'], ['stack']])
    const alone = tableOf(['Where', long])
    expect(stackOf(alone)).toEqual([undefined, undefined])
    expect(namedIn(alone, 'td')[0]?.data).toEqual({ foldTo: 105 })
  })

  it('counts no-break spaces as letters, and lets a line end after each sign of Chinese', () => {
    expect(stackOf(tableOf(['Who | Telephone', 'Northumberland | 020\u00A07946\u00A00123\u00A045']))).toEqual(
      [['stack'], ['stack']],
    )
    expect(stackOf(tableOf(['Who | Telephone', 'Northumberland | 020 7946 0123 45']))).toEqual([
      undefined,
      undefined,
    ])
    const chinese = '全国执行委员会在年度大会之前召开会议'
    expect(stackOf(tableOf([`${chinese} | ${chinese}`, `${chinese} | ${chinese}`]))).toEqual([
      undefined,
      undefined,
    ])
  })

  it('keeps the words of a table that has nothing but a head', () => {
    expect(stackOf(tableOf([months]))).toEqual([undefined])
  })
})
