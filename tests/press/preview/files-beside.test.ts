import { expect, it } from 'vitest'
import { filesBeside } from '../../../src/press/preview/files-beside.ts'
import type { IssueSource } from '../../../src/press/load-content.ts'

const slugs = new Map([
  ['articles/own.md', 'own'],
  ['articles/carried.md', 'carried'],
  ['articles/año nuevo.md', 'linked'],
  ['articles/other.md', 'other'],
])

function issue(file: string, ...listed: string[]): IssueSource {
  return { file, issue: { articles: listed.map((slug) => ({ slug })) } } as IssueSource
}

it('takes its own file, what its letters carry and what it names, and no other', () => {
  const issues = [issue('articles/issues/1.md', 'own', 'carried'), issue('articles/issues/2.md', 'other')]
  const source = 'See [that](an%CC%83o%20nuevo.md#pay) and 100%.'
  const files = filesBeside({ file: 'articles/own.md', source }, issues, slugs)
  expect([...files].sort()).toEqual(['articles/año nuevo.md', 'articles/carried.md', 'articles/own.md'])
  const ofIssue = filesBeside({ file: 'articles/issues/2.md', source: '' }, issues, slugs)
  expect([...ofIssue].sort()).toEqual(['articles/issues/2.md', 'articles/other.md'])
})
