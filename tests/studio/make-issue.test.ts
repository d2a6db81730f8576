import { beforeEach, describe, expect, it } from 'vitest'
import { lines } from '../press/workspace-fixture.ts'
import { openStudio, problemIn, type Studio } from './studio-fixture.ts'

let studio: Studio

beforeEach(() => {
  studio = openStudio()
})

const make = (subject: string, date = '2023-11-17'): ReturnType<Studio['ask']> =>
  studio.ask('POST', '/-/issues', { json: { subject, date } })

describe('a new issue', () => {
  it('is a draft that is named after its month, with its subject, its day and a number', async () => {
    const { status, json } = await make('  Pay:\n what #1 says ')
    expect([status, json]).toEqual([200, { file: 'articles/issues/2023-11.md', diagnostics: [] }])
    expect(studio.workspace.read(json.file)).toBe(
      '---\nnumber: 2\ndate: 2023-11-17\nsubject: "Pay: what #1 says"\ndraft: true\n---\n\n',
    )
    const { errors, warnings } = await studio.workspace.json('check')
    expect([errors, warnings]).toEqual([[], ['press/empty-issue articles/issues/2023-11.md:2:1']])
    expect((await studio.open(json.file)).kind).toBe('issue')
  })

  it('never takes the name of another', async () => {
    await make('One')
    expect((await make('Two')).json.file).toBe('articles/issues/2023-11-2.md')
    expect(studio.workspace.read('articles/issues/2023-11.md')).toContain('subject: One')
  })

  it('has the next number where issues are counted', async () => {
    const { workspace } = studio
    const front = ['---', 'date: 2023-01-02', 'subject: A', 'articles: [first]', 'number: 14', '---']
    workspace.write('articles/issues/2023-01.md', lines(...front))
    expect(workspace.read((await make('Next')).json.file)).toContain('number: 15\n')
  })

  it.each([
    ['', '2023-11-17'],
    ['x'.repeat(301), '2023-11-17'],
    ['May', '2023-02-30'],
    ['May', '../../../x'],
  ])('needs a subject and a day: %j of %s', async (subject, date) => {
    expect(problemIn(await make(subject, date))[0]).toBe(422)
  })
})
