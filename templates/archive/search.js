/**
 * The page that searches the archive: asks the index while words are typed, and shows what it finds. What readers
 * typed and what authors wrote is put into the page as text, never as markup.
 */
const form = document.getElementById('searchForm')
const field = document.getElementById('searchWords')
const state = document.getElementById('searchState')
const list = document.getElementById('searchResults')
const ways = document.getElementById('searchWays')
const words = JSON.parse(form.dataset.words)
/** Of the archive, which may be a part of a page in another language. */
const { lang: language } = form.closest('[lang]')

/** The archive's own first page and its search: this script lies in `assets/`, wherever the page around it stands. */
const root = new URL('..', import.meta.url).href
const home = `${root}search/`

/** A result loads a few kilobytes, so there are few at first. */
const firstResults = 5
const moreResults = 10
const pauseMs = 200

let opening
let latest = 0
let waiting

function open() {
  opening ??= import(new URL(form.dataset.engine, home))
    .then(({ openSearch }) => openSearch(home))
    .catch((error) => {
      opening = undefined
      throw error
    })
  return opening
}

function filters() {
  const values = new FormData(form)
  return { year: values.get('year'), series: values.get('series'), tag: values.get('tag') }
}

/** Answers overtake each other on slow lines: only the latest question's is shown. */
async function search() {
  clearTimeout(waiting)
  const turn = ++latest
  const query = field.value.trim()
  keepAddress(query)
  if (query === '') return show([], '')
  if (!list.hasChildNodes()) state.replaceChildren(said(words.searching))
  try {
    const index = await open()
    // A space at the end says that the last word is whole.
    const answer = await index.ask(field.value.trimStart(), filters())
    const shown = await load(index, answer, 0, firstResults)
    if (turn === latest) present(index, answer, shown)
  } catch {
    if (turn === latest) show([], words.searchFailed, true)
  }
}

function load(index, { hits, words: asked }, from, count) {
  return Promise.all(hits.slice(from, from + count).map((hit) => index.show(hit, asked)))
}

function present(index, answer, shown) {
  const { hits, isPartial } = answer
  if (hits.length === 0) return show([], `${words.foundNothing} ${words.foundNothingHelp}`, true)
  show(shown.map(resultItem), isPartial ? `${words.foundSome} ${count(hits.length)}` : count(hits.length))
  if (hits.length > shown.length) list.after(moreButton(index, answer, shown.length))
}

function show(items, text, needsWays = items.length === 0) {
  document.getElementById('searchMore')?.remove()
  list.replaceChildren(...items)
  state.replaceChildren(said(text))
  ways.hidden = !needsWays
}

function moreButton(index, answer, start) {
  let from = start
  const turn = latest
  const button = element(
    'button',
    { type: 'button', id: 'searchMore', className: 'search-more' },
    said(words.showMore),
  )
  button.addEventListener('click', async () => {
    const found = await load(index, answer, from, moreResults).catch(() => [])
    if (turn !== latest) return
    const items = found.map(resultItem)
    list.append(...items)
    from += found.length
    // Those who use the keyboard go on with what has come.
    items[0]?.querySelector('a')?.focus()
    if (from >= answer.hits.length) button.remove()
  })
  return button
}

function resultItem({ slug, title, date, series, sections }) {
  const page = `${root}articles/${encodeURIComponent(slug)}/`
  const [best, ...others] = sections
  const item = element('li', { className: 'result' })
  item.append(element('h2', {}, element('a', { href: page }, title)))
  const facts = [date && dateText(date), series].filter(Boolean)
  if (facts.length > 0) {
    item.append(
      element(
        'p',
        { className: 'result-facts' },
        facts.flatMap((fact, place) => (place > 0 ? [' · ', fact] : [fact])),
      ),
    )
  }
  if (!best) return item
  const excerpt = element('p', { className: 'result-excerpt' }, best.parts.map(partNode))
  if (best.heading) item.append(element('h3', {}, sectionLink(page, best)))
  item.append(excerpt)
  if (others.length > 0) {
    const links = others.filter(
      ({ id }, place) => id && id !== best.id && others.findIndex((other) => other.id === id) === place,
    )
    if (links.length > 0) {
      const parts = links.flatMap((section, place) => [place > 0 ? ' · ' : ' ', sectionLink(page, section)])
      item.append(element('p', { className: 'result-also' }, [said(`${words.alsoIn}:`), ...parts]))
    }
  }
  return item
}

function sectionLink(page, { id, heading }) {
  return element('a', { href: `${page}#${encodeURIComponent(id)}` }, heading)
}

function partNode({ text, kind }) {
  if (kind === 'match') return element('mark', {}, text)
  return kind === 'ours' ? element('span', { className: 'ours' }, text) : text
}

function dateText(date) {
  const text = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(date),
  )
  return element('time', { dateTime: date }, text)
}

function count(number) {
  const form =
    words.articleCount[new Intl.PluralRules(words.language).select(number)] ?? words.articleCount.other
  return form.replace('{n}', new Intl.NumberFormat(words.language).format(number))
}

/** Words of the interface, which may be in another language than the page. */
function said(text) {
  return element('span', words.marks, text)
}

function element(name, properties, children = []) {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...[children].flat())
  return made
}

/** The address holds the question, so that it can be kept, sent and come back to. */
function keepAddress(query) {
  const values = Object.entries({ q: query, ...filters() }).filter(([, value]) => value)
  const search = new URLSearchParams(values).toString()
  history.replaceState(null, '', search ? `?${search}` : location.pathname)
}

function readAddress() {
  const asked = new URLSearchParams(location.search)
  field.value = asked.get('q') ?? ''
  for (const select of form.querySelectorAll('select')) select.value = asked.get(select.name) ?? ''
  for (const select of form.querySelectorAll('select')) if (select.selectedIndex < 0) select.value = ''
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  void search()
})
form.addEventListener('change', (event) => event.target !== field && void search())
field.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(search, pauseMs)
})
field.addEventListener('focus', () => void open().catch(() => undefined), { once: true })
readAddress()
if (field.value) void search()
