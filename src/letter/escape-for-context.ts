import type { TokenContext } from '../model/edition.ts'
import { encodeHeaderText } from './encode-header-text.ts'
import { withoutControls } from './without-controls.ts'

/**
 * A recipient's value, made safe for the place where it is put: no value can end an element, an attribute, an address
 * or a header. Line ends and control characters become spaces everywhere.
 */
export function escapeForContext(value: string, context: TokenContext): string {
  const line = withoutControls(value)
  switch (context) {
    case 'html':
    case 'attribute':
      return escapeMarkup(line)
    case 'url':
      return escapeMarkup(safeAddress(line))
    case 'url-part':
      return encodeURIComponent(line).replace(
        /[!'()*]/g,
        (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
      )
    case 'text':
      return line
    case 'header':
      return encodeHeaderText(line)
  }
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeMarkup(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}

/** The address if it is of the web or of mail, else nothing: `javascript:` and its like never get through. */
function safeAddress(value: string): string {
  const address = value.trim()
  return /^(?:https?:\/\/|mailto:)\S*$/i.test(address) ? address : ''
}
