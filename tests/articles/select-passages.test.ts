import type { Nodes } from 'mdast'
import { expect, test } from 'vitest'
import { plainText, selectPassages } from '../../src/articles/index.ts'
import type { Mention } from '../../src/model/mention.ts'
import { outline, process } from './process.ts'

const source = `Before[^a].

> ::::audience{when='region = Wales'}
> The DfE.[^b]
>
> :::otherwise
> Not DfE.
> :::
> ::::

The DfE and DfE.

[^a]: A
[^b]: B
`
const { tree } = process(source)

function mentionsOf(node: Nodes): Mention[] {
  if (node.type === 'glossaryMention') return [node.mention]
  return 'children' in node ? node.children.flatMap(mentionsOf) : []
}

test('a passage is replaced by its own part or by that for the others', () => {
  const shown = selectPassages(tree, (when) => when === 'region = Wales')
  const hidden = selectPassages(tree, () => false)
  expect(outline(shown.children[1]!)).toContain('The ,glossaryMention(DfE),.,footnoteReference')
  expect(plainText(hidden.children[1]!)).toBe('Not DfE.')
  expect(JSON.stringify([shown, hidden])).not.toContain('audiencePassage')
})

test('footnotes of a passage that is left out go', () => {
  const notes = (isShown: boolean) =>
    selectPassages(tree, () => isShown).children.filter((node) => node.type === 'footnoteDefinition')
  expect(notes(true)).toHaveLength(2)
  expect(notes(false)).toMatchObject([{ identifier: 'a' }])
})

test('one mention of a term is the first, whatever is shown', () => {
  for (const isShown of [true, false]) {
    const mentions = mentionsOf(selectPassages(tree, () => isShown))
    expect(mentions.map(({ firstInArticle }) => firstInArticle)).toEqual([true, false, false])
    expect(mentions.map(({ firstInSection }) => firstInSection)).toEqual([true, false, false])
  }
})

test('the given tree is not changed', () => {
  const before = JSON.stringify(tree)
  selectPassages(tree, () => true)
  expect(JSON.stringify(tree)).toBe(before)
})
