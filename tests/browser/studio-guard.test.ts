import type { Route } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { article, type Files } from '../press/workspace-fixture.ts'
import { hasBrowser } from './browser.ts'
import { isFullMatrix } from './judge-page.ts'
import { createStudios, type OpenStudio, type WritingPage } from './open-studio.ts'

const file = 'articles/report.md'
const report: Files = { [file]: article({ title: 'The report', date: '2023-05-06' }, 'The committee met.') }

const studios = createStudios()

async function open(): Promise<{ studio: OpenStudio; writing: WritingPage }> {
  const studio = await studios.open(report)
  const writing = await studio.open(file)
  await expect.poll(writing.shown, { timeout: 10_000 }).toContain('The committee met')
  return { studio, writing }
}

describe.runIf(hasBrowser && isFullMatrix)('the page on which one writes, when something goes wrong', () => {
  studios.begin()

  it('goes on by itself from another key, also where nothing is typed', async () => {
    const { studio, writing } = await open()
    const { page } = writing
    await studio.context.route('**/-/names', (route) => route.fulfill({ status: 401, json: {} }))
    studio.workspace.write('articles/another.md', article({ title: 'Another' }, 'Words.'))
    await page.getByText('started again, with another key').waitFor()
    await studio.context.unroute('**/-/names')
    await expect.poll(() => page.locator('.notice').count(), { timeout: 10_000 }).toBe(0)
  })

  it('does not take its own text for somebody else’s where it looks at the file while it saves', async () => {
    const { studio, writing } = await open()
    const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>()
    const { promise: mayGo, resolve: letGo } = Promise.withResolvers<void>()
    const holdFirst = async (route: Route): Promise<void> => {
      const response = await route.fetch()
      hold()
      await mayGo
      await route.fulfill({ response })
    }
    await studio.context.route('**/-/text?*', holdFirst, { times: 1 })
    studio.workspace.write('articles/another.md', article({ title: 'Another' }, 'Words.'))
    await isHeld
    await writing.type('Mine.')
    await writing.page.keyboard.press('Control+s')
    await expect.poll(writing.shown, { timeout: 10_000 }).toContain('Mine.')
    letGo()
    await expect.poll(writing.state).toBe('Saved')
    await expect.poll(() => studio.workspace.read(file)).toContain('Mine.')
    await writing.type(' More.')
    await expect.poll(writing.shown, { timeout: 10_000 }).toContain('More.')
    expect(await writing.text()).toContain('Mine. More.')
    expect(await writing.page.locator('.notice').count()).toBe(0)
  })

  it('says that a file was deleted which nobody was changing, and keeps what may be the last of it', async () => {
    const { studio, writing } = await open()
    studio.workspace.remove(file)
    await writing.page.getByText('Somebody else has deleted this file').waitFor()
    expect(await writing.state()).toBe('Unsaved changes')
    const kept = (): string[] =>
      Object.keys(studio.workspace.tree()).filter((name) => name.startsWith('.tidings/unsaved/'))
    await expect.poll(kept).toHaveLength(1)
    expect(studio.workspace.read(kept()[0]!)).toContain('The committee met')
  })

  it('says what is wrong with the settings, and shows the text again when that is mended', async () => {
    const { studio, writing } = await open()
    const before = studio.workspace.read('tidings.yaml')
    const trouble = writing.page.locator('#trouble')
    studio.workspace.write('tidings.yaml', 'title: [oops\n')
    await expect
      .poll(() => trouble.innerText(), { timeout: 10_000 })
      .toContain('tidings.yaml, line 2: Unexpected')
    studio.workspace.write('tidings.yaml', before)
    await expect.poll(() => trouble.textContent(), { timeout: 10_000 }).toBe('')
    expect(await writing.shown()).toContain('The committee met')
  })

  it('has what is typed kept also while somebody types on without a pause', async () => {
    const { writing } = await open()
    let hasKept = false
    writing.page.on('requestfinished', (request) => {
      hasKept ||= request.method() === 'PUT' && request.url().endsWith('/-/unsaved')
    })
    await writing.type('')
    for (let key = 0; key < 400 && !hasKept; key++) await writing.page.keyboard.type('a', { delay: 20 })
    expect(hasKept).toBe(true)
  })
})
