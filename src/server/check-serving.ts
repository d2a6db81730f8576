import type { Report } from '../diagnostics/index.ts'
import type { Settings } from '../model/settings.ts'

type ServingSettings = Pick<Settings, 'serviceUrl' | 'delivery' | 'leavingMailbox'>

/** Reports what would keep some members from leaving: no https, and a mailbox and an address of which one is missing. */
export function checkServing(
  { serviceUrl, delivery, leavingMailbox }: ServingSettings,
  report: Report,
): void {
  const file = 'tidings.yaml'
  if (!serviceUrl.startsWith('https:')) {
    const message = `Unexpected scheme of ${serviceUrl}, expected https`
    report({ rule: 'delivery/unsubscribe-not-https', message, file })
  }
  const { unsubscribeAddress } = delivery
  if (unsubscribeAddress !== undefined && !leavingMailbox) {
    const message = `Unexpected \`unsubscribeAddress\` ${unsubscribeAddress} that nobody reads, expected its mailbox`
    report({ rule: 'server/nobody-reads', message, file })
  }
  if (unsubscribeAddress === undefined && leavingMailbox) {
    const message = 'Unexpected `leavingMailbox` without an address, expected `delivery.unsubscribeAddress`'
    report({ rule: 'server/mailbox', message, file })
  }
}
