export { composeMessage } from './compose-message.ts'
export type { EmbeddedPicture, Mailbox, MessageInput } from './compose-message.ts'
export { escapeForContext } from './escape-for-context.ts'
