import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/diagnostics/index.ts'
import { createTemplates } from '../../src/templates/index.ts'

const root = 'templates/email'

function run(files: Record<string, string>, scope: object = {}, name = 'main') {
  const findings: Finding[] = []
  const map = new Map(Object.entries(files).map(([file, text]) => [`${root}/${file}`, text]))
  const engine = createTemplates({
    files: map,
    root,
    language: 'en-GB',
    recipientFields: ['name', 'email', 'unsubscribeUrl', 'region'],
  })
  const output = engine.render(name, { recipient: { name: 'token-name' }, ...scope }, (f) => findings.push(f))
  return {
    output,
    findings,
    seen: findings.map((f) => [f.rule, f.file, f.place?.start.line, f.place?.start.column]),
  }
}

describe('what a template can do', () => {
  it('escapes every value unless it is printed raw', () => {
    const { output } = run({ 'main.mjml': '{{ a }}{{ a | raw }}' }, { a: '<b>"&\'' })
    expect(output).toBe('&lt;b&gt;&#34;&amp;&#39;<b>"&\'')
  })

  it('lets partials see every name of the scope', () => {
    const files = { 'main.mjml': "{% render 'parts/footer' %}", 'parts/footer.mjml': '{{ theme.name }}' }
    expect(run(files, { theme: { name: 'x' } }).output).toBe('x')
  })

  it('writes dates in the publication’s language, in UTC', () => {
    const main =
      "{{ '2023-03-02' | date }}|{{ '2023-03-02T23:59:00Z' | date: 'full' }}|{{ '2023-03' | date }}"
    expect(run({ 'main.mjml': main }).output).toBe('2 March 2023|Thursday, 2 March 2023|March 2023')
  })

  it('writes JSON that cannot end a script element', () => {
    const { output } = run({ 'main.mjml': '{{ a | json | raw }}' }, { a: '</script>' })
    expect(output).toBe('"\\u003c/script>"')
  })

  it('does not run a template tag that stands in a value', () => {
    expect(run({ 'main.mjml': '{{ a | raw }}' }, { a: '{{ b }}{% foo %}' }).output).toBe('{{ b }}{% foo %}')
  })

  it('takes any file name, with its extension or without', () => {
    expect(run({ 'page.html': 'page' }, {}, 'page').output).toBe('page')
    expect(run({ 'style.css': 'css' }, {}, 'style.css').output).toBe('css')
  })
})

const refused: [string, Record<string, string>, [string, string, number, number]][] = [
  ['a tag without its end', { 'main.mjml': 'a\n {% if x %}' }, ['templates/syntax', 'main.mjml', 2, 2]],
  ['an output without its end', { 'main.mjml': 'a {{ x' }, ['templates/syntax', 'main.mjml', 1, 3]],
  ['an unknown tag', { 'main.mjml': '{% foo %}' }, ['templates/syntax', 'main.mjml', 1, 1]],
  ['an unknown variable', { 'main.mjml': 'a\n  {{ x }}' }, ['templates/unknown-variable', 'main.mjml', 2, 6]],
  [
    'an unknown property',
    { 'main.mjml': '{{ recipient }}{{ o.p }}' },
    ['templates/recipient-use', 'main.mjml', 1, 4],
  ],
  [
    'an unknown variable in a partial',
    { 'main.mjml': "{% include 'p' %}", 'p.mjml': '\n{{ zz }}' },
    ['templates/unknown-variable', 'p.mjml', 2, 4],
  ],
  ['an unknown filter', { 'main.mjml': '{{ 1 | nope }}' }, ['templates/unknown-filter', 'main.mjml', 1, 1]],
  ['the clock', { 'main.mjml': "{{ 'now' | date }}" }, ['templates/render', 'main.mjml', 1, 1]],
  [
    'an endless loop',
    { 'main.mjml': '{% for i in (1..999999999) %}{% endfor %}' },
    ['templates/limit', 'main.mjml', 1, 1],
  ],
  [
    'loops in loops',
    { 'main.mjml': '{% for i in (1..9999) %}{% for j in (1..9999) %}x{% endfor %}{% endfor %}' },
    ['templates/limit', 'main.mjml', 1, 25],
  ],
  ['a partial of itself', { 'main.mjml': "{% render 'main' %}" }, ['templates/limit', 'main.mjml', 1, 1]],
  ['a missing partial', { 'main.mjml': "\n{% render 'p' %}" }, ['templates/missing-file', 'main.mjml', 2, 1]],
  [
    'a partial outside',
    { 'main.mjml': " {% include '../x' %}" },
    ['templates/include-outside', 'main.mjml', 1, 2],
  ],
  [
    'a layout outside',
    { 'main.mjml': " {% layout '../x' %}" },
    ['templates/include-outside', 'main.mjml', 1, 2],
  ],
  [
    'an absolute partial',
    { 'main.mjml': " {% render '/etc/passwd' %}" },
    ['templates/include-outside', 'main.mjml', 1, 2],
  ],
  [
    'a partial outside named by a variable',
    { 'main.mjml': "{% assign p = '../x' %}{% include p %}" },
    ['templates/include-outside', 'main.mjml', 1, 24],
  ],
  ['a missing template', {}, ['templates/missing-file', 'main', 1, 1]],
]

describe('what a template may not do', () => {
  it.each(refused)('refuses %s with its place', (_name, files, [rule, file, line, column]) => {
    const { output, findings } = run(files)
    expect(output).toBeUndefined()
    expect(findings).toHaveLength(1)
    expect(findings[0]?.rule).toBe(rule)
    expect(findings[0]?.file).toBe(`${root}/${file}`)
    expect([findings[0]?.place?.start.line ?? 1, findings[0]?.place?.start.column ?? 1]).toEqual([
      line,
      column,
    ])
    expect(findings[0]?.message).toMatch(/^Unexpected .*, expected .*/s)
  })
})

const misuses: [string, string, number][] = [
  ['a condition', '{% if recipient.name %}x{% endif %}', 7],
  ['an inverted condition', '{% unless recipient.name %}x{% endunless %}', 11],
  ['the second half of a condition', '{% if true and recipient.name == "x" %}x{% endif %}', 16],
  ['an elsif that is never reached', '{% if true %}{% elsif recipient.region %}x{% endif %}', 23],
  ['a case', '{% case recipient.name %}{% when "x" %}{% endcase %}', 9],
  ['a case’s branch', '{% case 1 %}{% when recipient.name %}{% endcase %}', 21],
  ['a loop', '{% for x in recipient.name %}{% endfor %}', 13],
  ['a loop’s limit', '{% for x in (1..2) limit: recipient.name %}{% endfor %}', 27],
  ['an assignment', '{% assign x = recipient.name %}', 15],
  ['an assignment of the whole recipient', '{% assign x = recipient %}', 15],
  ['a capture', '{% capture x %}{{ recipient.name }}{% endcapture %}', 19],
  ['a filter', '{{ recipient.name | upcase }}', 4],
  ['a raw output', '{{ recipient.name | raw }}', 4],
  ['a filter’s argument', "{{ 'a' | append: recipient.name }}", 18],
  ['another name’s index', '{{ words[recipient.name] }}', 10],
  ['a parameter of a partial', "{% render 'p', who: recipient %}", 21],
  ['a partial’s with', "{% render 'p' with recipient as r %}", 20],
  ['a partial’s for', "{% render 'p' for recipient as r %}", 19],
  ['a field chosen by a variable', '{{ recipient[words.a] }}', 4],
  ['the whole recipient', '{{ recipient }}', 4],
  ['an echo with a filter', '{% echo recipient.name | upcase %}', 9],
  ['a cycle', '{% cycle recipient.name, "b" %}', 10],
  ['a condition inside a liquid tag', '{% liquid\nif recipient.name\necho "x"\nendif\n%}', 4],
]

describe('the recipient in a template', () => {
  it('is printed as its token', () => {
    expect(run({ 'main.mjml': '{{ recipient.name }}{{ recipient["name"] }}' }).output).toBe(
      'token-nametoken-name',
    )
  })

  it.each(misuses)('is refused in %s', (_name, source, column) => {
    const { output, findings } = run({ 'main.mjml': source, 'p.mjml': '' }, { words: { a: 'name' } })
    expect(output).toBeUndefined()
    expect(findings.map((f) => [f.rule, f.place?.start.column])).toContainEqual([
      'templates/recipient-use',
      column,
    ])
  })

  it('is refused in a partial’s condition, in the partial', () => {
    const { seen } = run({
      'main.mjml': "{% if false %}{% render 'p' %}{% endif %}",
      'p.mjml': '\n {% if recipient.name %}{% endif %}',
    })
    expect(seen).toEqual([['templates/recipient-use', `${root}/p.mjml`, 2, 8]])
  })

  it('refuses an unknown field even where it is never printed', () => {
    const { seen } = run({ 'main.mjml': '{% if false %}\n  {{ recipient.nmae }}{% endif %}' })
    expect(seen).toEqual([['templates/recipient-field', `${root}/main.mjml`, 2, 6]])
  })
})
