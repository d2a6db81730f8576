import { expect, it } from 'vitest'
import { article, makeWorkspace } from './workspace-fixture.ts'

const picture = (name: string): string => `![A square](images/square.png "Caption of ${name}")`

const written = article(
  { title: 'The first article', date: '2023-03-02' },
  '| What | When |',
  '| ---- | ---- |',
  '| Committee | 6 December | bring the minutes |',
  '| Vote: yes|no | 7 December |',
  '',
  picture('a paragraph'),
  '',
  `- ${picture('an item')}`,
  '- ![A square](images/square.png)',
  '',
  'A term',
  `: ${picture('a meaning')}`,
  '',
  picture('one line'),
  picture('the next line'),
  '',
  `[${picture('a link')}](https://example.org/)`,
  '',
  `> ${picture('a quotation')}`,
  '',
  'The end.[^note]',
  '',
  `[^note]: ${picture('a note')}`,
)

it('loses no cell of a table and no caption in any edition', async () => {
  const workspace = makeWorkspace({ 'articles/first.md': written })
  const { diagnostics, issues } = await workspace.build()
  const found = diagnostics.filter(({ ruleId }) => ruleId.startsWith('articles/'))
  expect(found.map(({ ruleId, line }) => `${ruleId} ${line}`)).toEqual([
    'articles/surplus-cell 8',
    'articles/surplus-cell 9',
  ])
  const [issue] = issues
  const folder = `out/email/${issue?.id}/everyone`
  const words = ['bring the minutes', '7 December', ...written.matchAll(/Caption of [a-z ]+/g)].map(String)
  expect(words).toHaveLength(10)
  for (const file of [
    'out/archive/articles/first/index.html',
    `${folder}/email.html`,
    `${folder}/email.txt`,
  ]) {
    const text = workspace.read(file)
    expect(words.filter((each) => !text.includes(each)).map((each) => `${file}: ${each}`)).toEqual([])
  }
})
