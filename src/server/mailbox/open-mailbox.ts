import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import type { Report } from '../../diagnostics/index.ts'
import type { LeavingMailbox } from '../../model/settings.ts'
import { openImap } from './imap.ts'
import type { MailSource } from './mail-source.ts'
import { openMaildir } from './maildir.ts'
import { openMbox } from './mbox.ts'

export interface OpenMailboxOptions {
  mailbox: LeavingMailbox
  /** What a relative path begins at. */
  root: string
  /** `TIDINGS_IMAP_PASSWORD`. */
  password: string | undefined
  report: Report
}

const rule = 'server/mailbox'

/** Opens the mailbox of those who leave; reports one that cannot be read, and then gives nothing. */
export function openMailbox({ mailbox, root, password, report }: OpenMailboxOptions): MailSource | undefined {
  if (mailbox.kind === 'imap') {
    if (password) return openImap(mailbox, password)
    const message = 'Unexpected empty TIDINGS_IMAP_PASSWORD, expected the password of the mailbox'
    report({ rule, message, file: 'TIDINGS_IMAP_PASSWORD' })
    return undefined
  }
  const place = path.resolve(root, mailbox.path)
  const isMaildir = mailbox.kind === 'maildir'
  const needed = isMaildir ? [path.join(place, 'new'), path.join(place, 'cur')] : [place]
  for (const file of needed) {
    try {
      accessSync(file, isMaildir ? constants.R_OK | constants.W_OK : constants.R_OK)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      const message = `Unexpected trouble with ${file} (${code}), expected ${isMaildir ? 'a Maildir that can be read and written' : 'an mbox file that can be read'}`
      report({ rule, message, file: 'tidings.yaml' })
      return undefined
    }
  }
  return isMaildir ? openMaildir(place) : openMbox(place)
}
