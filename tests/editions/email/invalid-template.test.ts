import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/diagnostics/index.ts'
import { renderEmail } from '../../../src/editions/email/index.ts'
import { makeInput } from '../everything.ts'

async function findingsOf(files: Record<string, string>): Promise<Finding[]> {
  const findings: Finding[] = []
  const edition = await renderEmail(makeInput({}, files), (finding) => findings.push(finding))
  expect(edition).toBeUndefined()
  return findings
}

function body(content: string): string {
  return `<mjml>\n  <mj-body>\n    <mj-section><mj-column>\n${content}\n    </mj-column></mj-section>\n  </mj-body>\n</mjml>\n`
}

const cases: [string, string, string, [number, number]][] = [
  ['an unknown element', '<mj-foo>x</mj-foo>', 'mj-foo', [4, 1]],
  ['an unknown attribute', '  <mj-text colour="red">x</mj-text>', 'colour', [4, 3]],
  ['a value of the wrong type', 'a line\n<mj-image src="x" width="wide" />', 'width', [5, 1]],
  ['an element in the wrong place', '<mj-section></mj-section>', 'mj-section', [4, 1]],
  ['an HTML element where MJML is expected', '<p>x</p>', 'p', [4, 1]],
  ['an element without its end', '<mj-text>x', 'mj-text', [4, 1]],
  ['an end without its element', '\n\n</mj-text>', 'mj-column', [3, 17]],
  [
    'a line after a loop that makes many',
    '{% for i in (1..5) %}\n<mj-text>{{ i }}</mj-text>\n{% endfor %}\n<mj-foo />',
    'mj-foo',
    [7, 1],
  ],
  ['a line after content with many lines', '{{ introduction | raw }}\n <mj-foo />', 'mj-foo', [5, 2]],
]

describe('a template with invalid MJML', () => {
  it.each(cases)(
    'is refused for %s, at its line in the template',
    async (_name, content, named, [line, column]) => {
      const [finding] = await findingsOf({ 'default.mjml': body(content) })
      expect(finding?.rule).toBe('editions/invalid-mjml')
      expect(finding?.file).toBe('templates/email/default.mjml')
      expect(finding?.place?.start).toMatchObject({ line, column })
      expect(finding?.message).toContain(named)
      expect(finding?.message).toMatch(/^Unexpected .*, expected .*/s)
    },
  )

  it('is refused in the partial where the mistake stands', async () => {
    const [finding] = await findingsOf({ 'parts/contents.mjml': '{{ words.inThisIssue }}\n  <mj-oops />\n' })
    expect(finding?.rule).toBe('editions/invalid-mjml')
    expect(finding?.file).toBe('templates/email/parts/contents.mjml')
    expect(finding?.place?.start).toMatchObject({ line: 2, column: 3 })
  })
})

describe('a recipient field where it cannot be made safe', () => {
  it.each([
    ['a style', '<mj-style>a { color: {{ recipient.name }} }</mj-style>'],
    ['a comment', '<mj-raw><!-- {{ recipient.name }} --></mj-raw>'],
    ['an event', '<mj-text><a onclick="{{ recipient.name }}">x</a></mj-text>'],
  ])('is refused in %s, with its place', async (_name, source) => {
    const isHead = source.startsWith('<mj-style')
    const template = isHead
      ? `<mjml><mj-head>\n ${source}</mj-head><mj-body></mj-body></mjml>`
      : `<mjml><mj-body><mj-section><mj-column>\n ${source}</mj-column></mj-section></mj-body></mjml>`
    const [finding] = await findingsOf({ 'default.mjml': template })
    expect(finding?.rule).toBe('templates/recipient-place')
    expect(finding?.file).toBe('templates/email/default.mjml')
    expect(finding?.place?.start.line).toBe(2)
    expect(finding?.place?.start.column).toBe(2 + source.indexOf('recipient'))
  })
})

describe('a template with Liquid that is wrong', () => {
  it('gives one finding and no e-mail', async () => {
    const findings = await findingsOf({ 'default.mjml': '<mjml>\n{{ nobody.here }}</mjml>' })
    expect(findings.map(({ rule, place }) => [rule, place?.start.line])).toEqual([
      ['templates/unknown-variable', 2],
    ])
  })
})
