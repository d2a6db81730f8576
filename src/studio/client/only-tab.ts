import { notify, putAway } from './notices.ts'

/** Resolves when no other tab of this browser writes on the file: two would each undo what the other keeps. */
export async function becomeOnlyTab(file: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const holdForever = (): Promise<void> => {
    resolve()
    return new Promise(() => undefined)
  }
  const name = `tidings: ${file}`
  const isFree = await new Promise<boolean>((answer) => {
    const take = (lock: Lock | null): Promise<void> | undefined => {
      answer(lock !== null)
      return lock === null ? undefined : holdForever()
    }
    navigator.locks.request(name, { ifAvailable: true }, take).catch(() => answer(true))
  })
  if (isFree) return
  notify({
    name: 'other-tab',
    text: 'This text is open in another tab. Write there, or close it: then it opens here by itself.',
    isQuestion: true,
  })
  await Promise.race([promise, navigator.locks.request(name, holdForever)])
  putAway('other-tab')
}
