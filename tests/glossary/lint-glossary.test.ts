import { describe, expect, it } from 'vitest'
import { toDiagnostic, type Diagnostic } from '../../src/diagnostics/index.ts'
import { lintGlossary } from '../../src/glossary/index.ts'
import type { Term } from '../../src/model/term.ts'
import { term } from './linking.ts'

function lint(terms: Term[], used?: Set<string>): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  const placed = terms.map((one, index) => {
    const point = { line: index + 1, column: 3, offset: 0 }
    return { ...one, place: { file: 'articles/glossary.yaml', start: point, end: point } }
  })
  lintGlossary(placed, used, (finding) => void diagnostics.push(toDiagnostic(finding)))
  return diagnostics
}

const rules = (terms: Term[], used?: Set<string>): string[] =>
  lint(terms, used).map(({ ruleId, line, severity }) => `${ruleId} ${line} ${severity}`)

describe('the glossary’s lint', () => {
  it('is silent about a good glossary', () => {
    const terms = [
      term('AP = alternative provision', { sense: 'provision' }),
      term('AP = assistant principal', { sense: 'principal' }),
      term('CCG = clinical commissioning group', { replacedBy: ['ICBs'] }),
      term('ICB = integrated care board', { also: ['IC Board'] }),
    ]
    expect(rules(terms)).toEqual([])
  })

  it('tells which terms no article uses', () => {
    const terms = [term('ICB = integrated care board'), term('LA = local authority')]
    expect(rules(terms, new Set(['la']))).toEqual(['glossary/unused-term 1 info'])
  })

  it('refuses a term that is empty or one letter', () => {
    const terms = [
      term(' = x'),
      term('A = x'),
      term('LA = x', { also: ['L'] }),
      term('𝐀 = x'),
      term('C+ = x'),
    ]
    expect(rules(terms)).toEqual([1, 2, 3, 4].map((line) => `glossary/invalid-term ${line} error`))
  })

  it('refuses the same letters twice unless each has a sense', () => {
    const terms = [term('AP = one'), term('AP = two', { sense: 'two' }), term('LA = x'), term('LA = y')]
    expect(rules(terms)).toEqual(['glossary/duplicate-term 2 error', 'glossary/duplicate-term 4 error'])
    expect(lint(terms)[0]?.related).toMatchObject({ file: 'articles/glossary.yaml', line: 1 })
  })

  it('refuses two terms with one id', () => {
    expect(rules([term('SEND = x'), term('send = y')])).toEqual(['glossary/duplicate-id 2 error'])
    expect(rules([term('SEND = x'), term('send = y', { id: 'send-verb' })])).toEqual([])
  })

  it('refuses a spelling that is another term, or another’s spelling', () => {
    const terms = [
      term('LA = x', { also: ['LEA'] }),
      term('LEA = y'),
      term('ICB = z', { also: ['LEA', 'IC'] }),
    ]
    expect(rules([...terms, term('ICS = z', { also: ['IC'] })])).toEqual([
      'glossary/duplicate-spelling 1 error',
      'glossary/duplicate-spelling 3 error',
      'glossary/duplicate-spelling 4 error',
    ])
  })

  it('warns of a replacement that there is not', () => {
    expect(rules([term('CCG = x', { replacedBy: ['ICB'] })])).toEqual([
      'glossary/unknown-replacement 1 warning',
    ])
  })

  it('refuses replacements in a circle, once each', () => {
    const circle = [
      term('AA = x', { replacedBy: ['BB'] }),
      term('BB = x', { replacedBy: ['CC'] }),
      term('CC = x', { replacedBy: ['BB'] }),
      term('DD = x', { replacedBy: ['DD'] }),
    ]
    expect(rules(circle)).toEqual([
      'glossary/replaced-in-circle 2 error',
      'glossary/replaced-in-circle 4 error',
    ])
    expect(lint(circle)[0]?.message).toContain('BB → CC → BB')
  })
})
