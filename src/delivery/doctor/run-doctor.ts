import { checkDkimKeys, checkDkimRecords } from './check-dkim.ts'
import { checkDmarc } from './check-dmarc.ts'
import { checkMx, checkReverse } from './check-mail-hosts.ts'
import { checkClock, checkDatabase, checkDisk } from './check-machine.ts'
import { checkReaders } from './check-readers.ts'
import { linesOf, type CheckResult } from './check-result.ts'
import {
  checkKeys,
  checkLeavingMailbox,
  checkSender,
  checkServiceUrl,
  checkSmtpSettings,
} from './check-settings.ts'
import { checkLogin } from './check-smtp.ts'
import { checkSpf } from './check-spf.ts'
import { hasDns } from './dns.ts'
import { domainOf, type DoctorContext } from './doctor-context.ts'

type Check = (context: DoctorContext) => Lines | Promise<Lines>
type Lines = CheckResult | CheckResult[]

interface NamedCheck {
  /** What its lines are called when it cannot be made. */
  name: string
  /** What it asks: nothing outside this machine, a server, or the DNS. */
  needs: 'nothing' | 'network' | 'dns'
  check: Check
}

const checks: readonly NamedCheck[] = [
  { name: 'sender', needs: 'nothing', check: checkSender },
  { name: 'unsubscribe address', needs: 'nothing', check: checkServiceUrl },
  { name: 'unsubscribe by mail', needs: 'nothing', check: checkLeavingMailbox },
  { name: 'TIDINGS_KEYS', needs: 'nothing', check: checkKeys },
  { name: 'DKIM keys', needs: 'nothing', check: checkDkimKeys },
  { name: 'mail server', needs: 'nothing', check: checkSmtpSettings },
  { name: 'log-in', needs: 'network', check: checkLogin },
  { name: 'SPF', needs: 'dns', check: checkSpf },
  { name: 'DKIM records', needs: 'dns', check: checkDkimRecords },
  { name: 'DMARC', needs: 'dns', check: checkDmarc },
  { name: 'MX', needs: 'dns', check: checkMx },
  { name: 'PTR', needs: 'dns', check: checkReverse },
  { name: 'clock', needs: 'network', check: checkClock },
  { name: 'disk', needs: 'nothing', check: checkDisk },
  { name: 'database', needs: 'nothing', check: checkDatabase },
  { name: 'readers', needs: 'nothing', check: checkReaders },
]

/**
 * Looks at everything that a send needs, and changes nothing. Gives each line as soon as it is known, always in the same
 * order; what needs the network is skipped without it. Never fails for what is out there.
 */
export async function* runDoctor(context: DoctorContext): AsyncGenerator<CheckResult> {
  const dns = context.online && (await hasDns(context.resolver, domainOf(context.settings.sender.address)))
  for (const { name, needs, check } of checks) {
    const { skipped } = linesOf(name)
    if (needs !== 'nothing' && !context.online) yield skipped('left out: --offline')
    else if (needs === 'dns' && !dns)
      yield skipped('the DNS does not answer: there is no network, or no resolver')
    else yield* [await check(context)].flat()
  }
}
