import { describe, expect, it } from 'vitest'
import {
  closest,
  formatSarif,
  formatTerminal,
  sumUp,
  toDiagnostic,
  toMessage,
  type Finding,
} from '../../src/diagnostics/index.ts'

const place = { start: { line: 3, column: 5, offset: 40 }, end: { line: 3, column: 9, offset: 44 } }

const finding: Finding = {
  rule: 'workspace/unknown-key',
  message: 'Unexpected key `titel`, expected `title`',
  file: 'tidings.yaml',
  place,
  related: { file: 'articles/a.md', place, message: 'There' },
}

describe('a finding', () => {
  it('becomes plain data with its place, its severity and a way out', () => {
    expect(toDiagnostic(finding)).toEqual({
      file: 'tidings.yaml',
      line: 3,
      column: 5,
      endLine: 3,
      endColumn: 9,
      ruleId: 'workspace/unknown-key',
      severity: 'error',
      message: 'Unexpected key `titel`, expected `title`',
      note: 'Remove the key or correct its spelling.',
      related: { file: 'articles/a.md', line: 3, column: 5, message: 'There' },
    })
  })

  it('stands at the top of its file when it is about the whole', () => {
    const { line, column } = toDiagnostic({
      rule: 'workspace/missing-file',
      message: 'Unexpected',
      file: 'a.md',
    })
    expect([line, column]).toEqual([1, 1])
  })

  it('becomes a message of the unified ecosystem', () => {
    const message = toMessage(toDiagnostic(finding))
    expect(message.fatal).toBe(true)
    expect(message.ruleId).toBe('workspace/unknown-key')
    expect(message.source).toBe('tidings')
    expect([message.line, message.column]).toEqual([3, 5])
    expect(message.cause).toMatchObject({ message: 'There', file: 'articles/a.md' })
  })
})

describe('printing', () => {
  it('gives place, severity, message, rule, the second place and the way out', () => {
    const text = formatTerminal([toDiagnostic(finding)])
    expect(text.split('\n')).toEqual([
      'tidings.yaml:3:5 error Unexpected key `titel`, expected `title` workspace/unknown-key',
      '    articles/a.md:3:5 There',
      '    → Remove the key or correct its spelling.',
      '1 error',
    ])
  })

  it('does not let a file steer the terminal', () => {
    const text = formatTerminal([toDiagnostic({ ...finding, message: 'Unexpected \u001B[2J' })])
    expect(text).not.toContain('\u001B')
    expect(text).toContain(String.raw`\u001b[2J`)
  })

  it('shows the first that are only for information, and how many more there are', () => {
    const one = toDiagnostic(finding)
    const infos = Array.from({ length: 8 }, (_, index) => ({
      ...one,
      severity: 'info' as const,
      line: index + 1,
    }))
    const text = formatTerminal([
      ...infos,
      { ...one, line: 99 },
      { ...infos[0]!, ruleId: 'glossary/unused-term' },
    ])
    const places = [...text.matchAll(/^tidings.yaml:(\d+)/gm)].map(([, line]) => Number(line))
    expect(places).toEqual([1, 2, 3, 4, 5, 99, 1])
    expect(text).toMatch(
      /^3 more for information workspace\/unknown-key\n {4}→ See all with --json\.\n1 error, 9 for/m,
    )
  })

  it('sums up by severity', () => {
    const one = toDiagnostic(finding)
    expect(sumUp([])).toBe('Nothing to report')
    expect(sumUp([one, one, { ...one, severity: 'warning' }, { ...one, severity: 'info' }])).toBe(
      '2 errors, 1 warning, 1 for information',
    )
  })
})

describe('the nearest known word', () => {
  it.each([
    ['titel', 'title'],
    ['sumary', 'summary'],
    ['Author', 'authors'],
  ])('for %s is %s', (word, expected) => {
    expect(closest(word, ['title', 'summary', 'authors'])).toBe(expected)
  })

  it('is nothing when none is near', () => {
    expect(closest('colour', ['title', 'summary'])).toBeUndefined()
  })
})

describe('SARIF', () => {
  it('carries rule, level, place and way out', () => {
    const sarif = JSON.parse(formatSarif([toDiagnostic(finding)], '1.2.3')) as {
      runs: [{ results: unknown[] }]
    }
    expect(sarif.runs[0].results).toEqual([
      {
        ruleId: 'workspace/unknown-key',
        level: 'error',
        message: {
          text: 'Unexpected key `titel`, expected `title`. Remove the key or correct its spelling.',
        },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'tidings.yaml' },
              region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
            },
          },
        ],
      },
    ])
  })
})
