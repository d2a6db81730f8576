import type { FigureContext } from '../../src/figures/index.ts'
import type { Term } from '../../src/model/term.ts'
import { loadSettings } from '../../src/workspace/index.ts'
import { smallBase } from '../press/workspace-fixture.ts'

const somewhere = { line: 1, column: 1, offset: 0 }

export function term(letters: string, expansion: string): Term {
  return {
    id: letters.toLowerCase(),
    term: letters,
    expansion,
    also: [],
    replacedBy: [],
    replaces: [],
    caseSensitive: true,
    tags: [],
    place: { file: 'articles/glossary.yaml', start: somewhere, end: somewhere },
  }
}

/** What figures are drawn with, in the tool's own colours. */
export function figureContext(more: Partial<FigureContext> = {}, settingsMore: string = ''): FigureContext {
  const source = `${smallBase['tidings.yaml'] as string}${settingsMore}`
  const settings = loadSettings({ file: 'tidings.yaml', source, hash: '' }, () => undefined)
  if (!settings) throw new Error('The settings cannot be read')
  return {
    settings,
    terms: new Map(),
    findTerms: () => [],
    hrefOf: (id) => `../../glossary/#${id}`,
    mailWidth: 552,
    idPrefix: 'figure-1',
    ...more,
  }
}
