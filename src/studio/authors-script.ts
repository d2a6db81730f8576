/**
 * What runs in the first page of those who may write: it sends the forms and says what came of them, and puts what a new
 * build has made in the place of what was listed, so that a half-filled form stays.
 */
export const authorsScript = `
(() => {
  const made = document.getElementById('made')
  const said = document.getElementById('said')
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name)
    made.textContent = text
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
    return made
  }
  const say = (...lines) => said.replaceChildren(...lines.map((line) => typeof line === 'string' ? element('p', line) : line))
  const writeAddress = (file) => '/-/write?file=' + encodeURIComponent(file)

  const renew = async () => {
    const page = new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html')
    const next = page.getElementById('made')
    if (!next) return say('The server was started again: open the address that the terminal shows. What you typed here is still here.')
    const focused = made.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null
    if (made.innerHTML !== next.innerHTML) made.replaceChildren(...next.childNodes)
    made.dataset.build = next.dataset.build
    if (focused) [...made.querySelectorAll('a')].find((link) => link.getAttribute('href') === focused)?.focus()
  }
  const listen = () => {
    const events = new EventSource('/-/events?after=' + encodeURIComponent(made.dataset.build))
    const again = () => setTimeout(listen, 1000)
    events.addEventListener('built', () => { events.close(); renew().then(listen, again) })
    events.onerror = () => { events.close(); again() }
  }
  listen()

  const send = async (address, type, body) => {
    let response
    try {
      response = await fetch(address, { method: 'POST', headers: { 'content-type': type }, body })
    } catch {
      return void say('The server does not answer: look whether it still runs in the terminal. What you typed is still here.')
    }
    const answer = await response.json()
    if (response.ok) return answer
    say(answer.message, '→ ' + answer.note)
  }
  const onSubmit = (id, work) => {
    const form = document.getElementById(id)
    let busy = false
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      if (busy) return
      busy = true
      say('One moment …')
      try { await work(form) } catch (error) { say(String(error)) } finally { busy = false }
    })
  }
  const begin = (id, address) => onSubmit(id, async (form) => {
    const answer = await send(address, 'application/json', JSON.stringify(Object.fromEntries(new FormData(form))))
    if (answer?.file) { form.reset(); location.assign(writeAddress(answer.file)) }
    else if (answer) say(...findings(answer.diagnostics))
  })
  begin('new-article', '/-/articles')
  begin('new-issue', '/-/issues')
  const now = new Date()
  document.getElementById('day').value = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
  onSubmit('bring-document', async (form) => {
    const [file] = document.getElementById('document').files
    const answer = await send('/-/documents?name=' + encodeURIComponent(file.name), 'application/octet-stream', file)
    if (!answer) return
    const link = () => element('a', 'Write on it', { href: writeAddress(answer.file) })
    const first = answer.file ? [file.name + ' is ' + answer.file + ' now, a draft.', link()] : [file.name + ' did not become an article.']
    if (answer.file) form.reset()
    say(...first, ...findings(answer.diagnostics))
  })
  const words = { error: 'Error', warning: 'Warning', info: 'Information' }
  const withCode = (text) => text.split('\x60').map((part, at) => at % 2 === 1 ? element('code', part) : part)
  const findings = (diagnostics) => {
    if (diagnostics.length === 0) return []
    const list = element('ul', '', { class: 'findings' })
    for (const { severity, message, note } of diagnostics) {
      const item = element('li', '', { class: severity })
      item.append(element('strong', words[severity]), ' ', ...withCode(message), element('br', ''), '→ ', ...withCode(note))
      list.append(item)
    }
    return [list]
  }
})()
`
