/** How one file of the workspace names another: `articles/2023/a.md` names `articles/b.md` as `../b.md`. */
export function relativeAddress(from: string, to: string): string {
  const here = from.split('/').slice(0, -1)
  const there = to.split('/')
  let shared = 0
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++
  const steps = [...here.slice(shared).map(() => '..'), ...there.slice(shared)]
  // In Markdown a blank or a bracket would end the address.
  return steps.join('/').replace(/[ ()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
}
