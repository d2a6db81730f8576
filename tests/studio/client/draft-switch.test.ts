import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frontMatterValue, isDraft, switchDraft } from '../../../src/studio/client/draft-switch.ts'

function switched(source: string, on: boolean): string {
  const change = switchDraft(source, on)
  return change ? source.slice(0, change.from) + change.insert + source.slice(change.to) : source
}

const published = '---\ntitle: First\n---\n\nWords.\n'
const draft = '---\ntitle: First\ndraft: true\n---\n\nWords.\n'

describe('the switch for drafts', () => {
  it('writes the line, and takes it out', () => {
    expect(switched(published, true)).toBe(draft)
    expect(switched(draft, false)).toBe(published)
  })

  it('changes a line that says no, and keeps a remark', () => {
    const remark = '---\ndraft: false # until the vote\ntitle: First\n---\n'
    expect(switched(remark, true)).toBe(remark.replace('false', 'true'))
    expect(switched(switched(remark, true), false)).toBe(remark)
  })

  it('does nothing where there is nothing to do, or no front matter', () => {
    expect(switchDraft(draft, true)).toBeUndefined()
    expect(switchDraft('Only words.\n\ndraft: true\n', false)).toBeUndefined()
    expect(switchDraft('---\ntitle: Not closed\n', true)).toBeUndefined()
  })

  it('does not take a line within a text, or below the front matter, for it', () => {
    const source = '---\ntitle: First\nsummary: |\n  draft: true\n---\n\ndraft: true\n'
    expect(isDraft(source)).toBe(false)
    expect(switched(switched(source, true), false)).toBe(source)
  })

  it('is taken back without a trace, whatever the text is', () => {
    const lines = fc.array(fc.oneof(fc.constantFrom('title: x', 'tags:', '  - a', '# note', ''), fc.string()))
    const texts = lines.map((all) => all.filter((line) => !/^draft:|^---|[\r\n]/.test(line)).join('\n'))
    fc.assert(
      fc.property(texts, fc.string(), (front, body) => {
        const source = `---\n${front}\n---\n${body}`
        expect(isDraft(switched(source, true))).toBe(true)
        expect(switched(switched(source, true), false)).toBe(source)
      }),
    )
  })
})

it('reads what front matter says in one line, with and without quotation marks', () => {
  expect(frontMatterValue("---\ntitle: 'A: b'\n---\n", 'title')).toBe('A: b')
  expect(frontMatterValue("---\ntitle: 'It''s \"b\"'\n---\n", 'title')).toBe('It\'s "b"')
  expect(frontMatterValue('---\ntitle: "a \\\\ b"\n---\n', 'title')).toBe('a \\ b')
  expect(frontMatterValue('---\ntitle: A b\n---\n', 'title')).toBe('A b')
  expect(frontMatterValue('title: A b\n', 'title')).toBeUndefined()
})
