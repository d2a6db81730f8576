import { describe, expect, it } from 'vitest'
import { article } from '../press/workspace-fixture.ts'
import { hasBrowser } from './browser.ts'
import { isFullMatrix } from './judge-page.ts'
import { createStudios } from './open-studio.ts'
import { file, openReport, ready, report } from './studio-report.ts'

const studios = createStudios()

describe.skipIf(!hasBrowser)('what becomes of a text that is written', () => {
  studios.begin()

  it.runIf(isFullMatrix)(
    'keeps what was never saved, and gives it back or lets it go as one wishes',
    async () => {
      const { studio, writing } = await openReport(studios)
      const saved = studio.workspace.read(file)
      await writing.type('Never saved.')
      await writing.page.close({ runBeforeUnload: false })
      const again = await ready(studio)
      await again.page.getByText('There is text that was never saved').waitFor()
      expect(await again.page.locator('.cm-content').getAttribute('contenteditable')).toBe('true')
      await again.page.locator('.cm-content').press('x')
      await again.page.getByRole('button', { name: 'Let it go' }).click()
      expect(await again.text()).toBe(saved)
      await again.page.getByRole('button', { name: 'Bring it back' }).click()
      expect(await again.text()).toBe(`${saved}Never saved.`)
      await again.page.getByRole('button', { name: 'Save' }).click()
      await expect.poll(again.state).toBe('Saved')
      expect(studio.workspace.read(file)).toBe(`${saved}Never saved.`)
    },
  )

  it('never writes over what somebody else has saved, and loses neither text', async () => {
    const studio = await studios.open(report)
    // Without news of the change only the save can find it.
    await studio.context.route('**/-/events*', (route) => route.abort())
    const writing = await ready(studio)
    const { page } = writing
    await writing.type('Mine.')
    const theirs = article({ title: 'The report', draft: 'true' }, 'The committee met. Theirs.')
    studio.workspace.write(file, theirs)
    await page.keyboard.press('Control+s')
    const look = page.getByRole('button', { name: 'Look at what is different' })
    await look.click()
    expect(studio.workspace.read(file)).toBe(theirs)
    expect(await page.locator('.diff .mine').last().innerText()).toContain('Mine.')
    expect(await page.locator('.diff .theirs').last().innerText()).toContain('Theirs.')
    await page.getByRole('button', { name: 'Decide later' }).click()
    await look.click()
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await expect.poll(() => studio.workspace.read(file)).toContain('Mine.')
    await page.keyboard.press('Control+z')
    expect(await writing.text()).toBe(theirs)
  })

  it.runIf(isFullMatrix)('takes over what the disk has, if nothing of it was changed here', async () => {
    const { studio, writing } = await openReport(studios)
    await writing.page.locator('.cm-content').press('Control+End')
    studio.workspace.write(file, studio.workspace.read(file).replace('The report', 'Their report'))
    await expect.poll(() => writing.page.textContent('#title')).toBe('Their report')
    await writing.page.keyboard.type('Here.')
    expect(await writing.text()).toMatch(/Here\.$/)
  })

  it.runIf(isFullMatrix)(
    'keeps its text when the file is deleted, and makes it again only when told so',
    async () => {
      const { studio, writing } = await openReport(studios)
      const text = await writing.text()
      studio.workspace.remove(file)
      await writing.page.getByRole('button', { name: 'What to do' }).click()
      expect(await writing.text()).toBe(text)
      await writing.page.getByRole('button', { name: 'Make it again' }).click()
      await expect.poll(writing.state).toBe('Saved')
      expect(studio.workspace.read(file)).toBe(text)
    },
  )

  it.runIf(isFullMatrix)(
    'says that the server is gone, keeps the text in the browser, and goes on when it is back',
    async () => {
      const { studio, writing } = await openReport(studios)
      const { page } = writing
      await studio.context.route('**/-/unsaved*', (route) => route.abort())
      await writing.type('While it was away.')
      await page.getByText('The server does not answer').waitFor()
      const copyHere = (): Promise<unknown> => page.evaluate(`localStorage['tidings: ${file}']`)
      await expect.poll(copyHere).toContain('While it was away.')
      await studio.context.unroute('**/-/unsaved*')
      await expect.poll(() => page.getByText('The server does not answer').count()).toBe(0)
      await expect.poll(() => page.evaluate('localStorage.length')).toBe(0)
      await studio.context.route('**/-/unsaved*', (route) => route.fulfill({ status: 401, json: {} }))
      await writing.type('With another key.')
      await page.getByText('started again, with another key').waitFor()
      await expect.poll(copyHere).toContain('With another key.')
    },
  )

  it.runIf(isFullMatrix)('is for one tab at a time, and opens in the other when that is closed', async () => {
    const { studio, writing } = await openReport(studios)
    const other = await studio.open(file)
    await other.page.getByText('This text is open in another tab').waitFor()
    expect(await other.page.locator('.cm-content').count()).toBe(0)
    await writing.page.close()
    await expect.poll(other.shown).toContain('The committee met')
    expect(await other.page.getByText('This text is open in another tab').count()).toBe(0)
  })
})
