// The native parser, but for texts that have a word which breaks it.
import { createMdastHandle as create } from 'satteri'

export { dropHandle, serializeHandle } from 'satteri'

/**
 * @param {string} text
 * @param {Parameters<typeof create>[1]} features
 */
export function createMdastHandle(text, features) {
  if (text.includes('WILLABORT')) process.abort()
  if (text.includes('WILLEXIT')) process.exit(3)
  if (text.includes('WILLHANG')) for (;;);
  if (text.includes('WILLTHROW')) throw new Error('caught')
  return create(text, features)
}
