import { make } from './elements.ts'

/** A message for the page: what stands between backticks is to be seen as it would be written. */
export function withCode(text: string): (Node | string)[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? make('code', {}, part) : part))
    .filter((part) => part !== '')
}
