import type { Transport } from '../transport.ts'
import { openConnection } from './open-connection.ts'
import { createPipelining } from './pipelining.ts'
import { createSmtpLine } from './smtp-line.ts'
import type { SmtpSettings } from './smtp-settings.ts'
import { defaultTimeouts } from './timeouts.ts'

/**
 * Letters to one SMTP server (RFC 5321), each with the gate before its final dot. Every `open` is a connection of its
 * own; what one of them learns of the server's PIPELINING holds for those after it.
 */
export function createSmtpTransport(settings: SmtpSettings): Transport {
  const timeouts = { ...defaultTimeouts, ...settings.timeouts }
  const pipelining = createPipelining()
  return {
    promise: 'one-letter',
    open: async () => {
      const { conversation, features } = await openConnection(settings, timeouts)
      return createSmtpLine({ conversation, features, pipelining, timeouts })
    },
  }
}
