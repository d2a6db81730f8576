import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { programPath } from './needs.ts'
import { answers, freePort } from './ports.ts'

/** A Postfix of the test's own on loopback, which puts every letter into one Maildir. */
export interface PostfixServer {
  port: number
  /** The letters that arrived for an address, as Postfix wrote them. */
  lettersOf: (address: string) => string[]
  /** How many letters arrived. */
  count: () => number
  log: () => string
  close: () => Promise<void>
}

/** Starts it; needs root, because Postfix does. `example.org` is its domain, and `nobody-*` are unknown there. */
export async function startPostfix(): Promise<PostfixServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tidings-postfix-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, 'postfix'], { encoding: 'utf8' })),
  )
  for (const part of ['etc', 'queue', 'data', 'mail']) mkdirSync(path.join(folder, part))
  for (const part of ['data', 'mail']) chownSync(path.join(folder, part), uid as number, gid as number)
  const etc = path.join(folder, 'etc')
  writeFileSync(path.join(etc, 'main.cf'), mainSettings(folder, uid as number, gid as number))
  writeFileSync(path.join(etc, 'master.cf'), services(port))
  writeFileSync(path.join(etc, 'mailboxes'), 'if !/^nobody-/\n/./ all/\nendif\n')
  const postfix = programPath('postfix') as string
  execFileSync(postfix, ['-c', etc, 'start'], { stdio: 'pipe' })
  for (let tries = 0; tries < 200 && !(await answers(port)); tries++) await wait(25)
  const mail = path.join(folder, 'mail')
  return {
    port,
    lettersOf: (address) =>
      lettersIn(path.join(mail, 'all')).filter((letter) => letter.includes(`\nDelivered-To: ${address}\n`)),
    count: () => lettersIn(path.join(mail, 'all')).length,
    log: () => readFileSync(path.join(folder, 'maillog'), 'utf8'),
    close: async () => {
      await ended(spawn(postfix, ['-c', etc, 'abort'], { stdio: 'ignore' }))
      await wait(100)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function mainSettings(folder: string, uid: number, gid: number): string {
  const settings = {
    compatibility_level: '3.6',
    queue_directory: `${folder}/queue`,
    data_directory: `${folder}/data`,
    command_directory: '/usr/sbin',
    daemon_directory: '/usr/lib/postfix/sbin',
    mail_owner: 'postfix',
    setgid_group: 'postdrop',
    maillog_file: `${folder}/maillog`,
    maillog_file_prefixes: folder,
    myhostname: 'mx.example.org',
    mydestination: '',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    mynetworks: '127.0.0.0/8',
    smtpd_relay_restrictions: 'permit_mynetworks, reject',
    smtpd_recipient_restrictions: 'reject_unlisted_recipient, permit_mynetworks, reject',
    alias_maps: '',
    virtual_mailbox_domains: 'example.org',
    virtual_mailbox_base: `${folder}/mail`,
    virtual_mailbox_maps: `regexp:${folder}/etc/mailboxes`,
    virtual_minimum_uid: '1',
    virtual_uid_maps: `static:${uid}`,
    virtual_gid_maps: `static:${gid}`,
    virtual_mailbox_limit: '0',
    smtputf8_enable: 'yes',
  }
  return Object.entries(settings)
    .map(([key, value]) => `${key} = ${value}\n`)
    .join('')
}

/** Only what a letter passes on its way from the line to the mailbox. */
function services(port: number): string {
  const rows = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'verify unix - - n - 1 verify',
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    'anvil unix - - n - 1 anvil',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'virtual unix - n n - - virtual',
    'postlog unix-dgram n - n - 1 postlogd',
  ]
  return `${rows.join('\n')}\n`
}

function lettersIn(mailbox: string): string[] {
  return ['new', 'cur'].flatMap((part) => {
    const folder = path.join(mailbox, part)
    return existsSync(folder)
      ? readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'))
      : []
  })
}

function ended(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()))
}
