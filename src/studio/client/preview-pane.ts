import type { EditionShown, Preview, ShownEmail } from '../wire.ts'
import { byId, make, say } from './elements.ts'

/** Which edition is wanted, and how it is looked at. */
export interface PreviewPane {
  /** What the next answer is to show. */
  wanted: () => { show: EditionShown; letter?: string }
  /** Puts what was answered round the document. */
  describe: (answer: Preview) => void
}

const editions: readonly EditionShown[] = ['page', 'email', 'text']

/** Shows `first` until another edition or letter is wanted, which calls `onChange`. */
export function createPreviewPane(first: EditionShown, onChange: () => void): PreviewPane {
  let shown = first
  let letter: string | undefined
  let hasShown = false
  const letters = byId('letter', 'select')
  addTabs(first, (edition) => {
    shown = edition
    onChange()
  })
  letters.addEventListener('change', () => {
    letter = letters.value
    onChange()
  })
  addWays()
  return {
    wanted: () => ({ show: shown, ...(letter !== undefined && shown !== 'page' && { letter }) }),
    describe: (answer) => {
      // A letter that is no more, because its issue lists the article no longer, is not asked for again.
      if (shown !== 'page') letter = answer.letter
      offerLetters(letters, answer, shown)
      showEnvelope(answer.edition?.kind === 'email' ? answer.edition : undefined)
      say(byId('trouble'), troubleOf(answer, hasShown))
      hasShown ||= answer.edition !== undefined
    },
  }
}

/** What stops the edition may stand in files that are not written here. */
function troubleOf({ edition, elsewhere = [], diagnostics }: Preview, hasShown: boolean): string {
  if (edition) return ''
  const now = hasShown ? 'You see how it was before. It goes on when' : 'Nothing to show until'
  const others = elsewhere.map(
    ({ file, line, message, note }) => `${file}, line ${line}: ${message}. ${note}`,
  )
  if (others.length > 0)
    return [
      `${now} this is put right, which whoever looks after the settings and templates can do:`,
      ...others,
    ].join('\n')
  return diagnostics.some(({ severity }) => severity === 'error')
    ? `${now} what stands under “Findings” is put right.`
    : 'Nothing to show in this edition.'
}

/** As the tabs pattern wants it: one stop for the Tab key, arrows between them. */
function addTabs(first: EditionShown, choose: (edition: EditionShown) => void): void {
  const tabs = editions.map((edition) => byId(`tab-${edition}`))
  const mark = (index: number): void => {
    for (const [place, tab] of tabs.entries()) {
      tab.setAttribute('aria-selected', String(place === index))
      tab.tabIndex = place === index ? 0 : -1
    }
    byId('shown').setAttribute('aria-labelledby', tabs[index]!.id)
  }
  const select = (index: number): void => {
    mark(index)
    tabs[index]!.focus()
    choose(editions[index]!)
  }
  mark(editions.indexOf(first))
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener('click', () => select(index))
    tab.addEventListener('keydown', ({ key }) => {
      const next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[key]
      if (next !== undefined) select((next + tabs.length) % tabs.length)
    })
  }
}

function addWays(): void {
  const frame = byId('frame', 'iframe')
  const width = byId('width', 'select')
  const scheme = byId('scheme', 'select')
  width.addEventListener('change', () => frame.classList.toggle('phone', width.value === 'phone'))
  scheme.addEventListener('change', () => {
    // What is in a frame is told the colour scheme of the frame, as if it were the reader's.
    frame.style.colorScheme = scheme.value
  })
}

function offerLetters(select: HTMLSelectElement, { letters, letter }: Preview, shown: EditionShown): void {
  byId('letters').hidden = shown === 'page' || letters.length < 2
  const now = letters.map(({ id, label }) => `${id}\n${label}`).join('\n')
  if (select.dataset['shown'] !== now) {
    select.dataset['shown'] = now
    select.replaceChildren(...letters.map(({ id, label }) => make('option', { value: id }, label)))
  }
  if (letter !== undefined) select.value = letter
}

function showEnvelope(email: ShownEmail | undefined): void {
  const list = byId('envelope')
  list.hidden = email === undefined
  if (!email) return
  const rows = [
    ['From', email.sender],
    ['Subject', email.subject],
    ['Preheader', email.preheader],
    ['Size', `${Math.round(email.sizeBytes / 1000)} KB`],
  ]
  list.replaceChildren(
    ...rows.map(([name = '', value = '']) => make('div', {}, make('dt', {}, name), make('dd', {}, value))),
  )
}
