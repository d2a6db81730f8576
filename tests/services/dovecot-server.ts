import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { programPath } from './needs.ts'
import { freePort } from './ports.ts'

/** A Dovecot of the test's own on loopback, with one user and one Maildir. */
export interface DovecotServer {
  port: number
  user: string
  password: string
  maildir: string
  /** Puts a letter into the mailbox, as a mail server does. */
  deliver: (name: string, letter: string, mailbox?: string) => void
  addFolder: (name: string) => void
  log: () => string
  stop: () => Promise<void>
  start: () => Promise<void>
  /** Removes every letter; for when nobody is logged in. */
  empty: () => void
  /** Ends it and removes everything. */
  close: () => Promise<void>
}

const password = 'secret-of-the-test'

/** Starts it, as root or as anybody. */
export async function startDovecot(): Promise<DovecotServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tidings-dovecot-'))
  chmodSync(folder, 0o755)
  const maildir = path.join(folder, 'mail')
  const owner = ownerOf()
  const own = (file: string): void => chownSync(file, owner.uid, owner.gid)
  makeMaildir(maildir, own)
  const port = await freePort()
  const config = path.join(folder, 'dovecot.conf')
  writeFileSync(config, settingsOf(folder, port, owner))
  const logFile = path.join(folder, 'log')
  let server: ReturnType<typeof spawn> | undefined
  const start = async (): Promise<void> => {
    server = spawn(programPath('dovecot') as string, ['-F', '-c', config], {
      stdio: 'ignore',
      detached: true,
    })
    const ready = path.join(folder, 'run', 'login', 'imap')
    for (let tries = 0; tries < 200 && !existsSync(ready) && server.exitCode === null; tries++) await wait(25)
    await wait(100)
  }
  const stop = async (): Promise<void> => {
    if (!server || server.exitCode !== null) return
    const ended = once(server, 'exit')
    // The whole group: who is logged in keeps a process of their own, which the first one does not end.
    process.kill(-server.pid!, 'SIGTERM')
    await ended
  }
  await start()
  return {
    ...{ port, user: 'leave', password, maildir, start, stop },
    addFolder: (name) => makeMaildir(path.join(maildir, `.${name}`), own),
    deliver: (name, letter, mailbox) => {
      const made = path.join(maildir, mailbox === undefined ? '' : `.${mailbox}`, 'new', name)
      writeFileSync(made, letter)
      own(made)
    },
    empty: () => {
      rmSync(maildir, { recursive: true })
      makeMaildir(maildir, own)
    },
    log: () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''),
    close: async () => {
      await stop()
      await wait(100)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function makeMaildir(root: string, own: (file: string) => void): void {
  for (const part of ['', 'new', 'cur', 'tmp']) {
    mkdirSync(path.join(root, part), { recursive: true })
    own(path.join(root, part))
  }
}

interface Owner {
  uid: number
  gid: number
  /** Whoever the server's own processes run as. */
  name: string
}

/** Dovecot opens no mailbox as root. */
function ownerOf(): Owner {
  const { uid, gid, username } = userInfo()
  return uid === 0 ? { uid: 65_534, gid: 65_534, name: 'nobody' } : { uid, gid, name: username }
}

function settingsOf(folder: string, port: number, { uid, gid, name }: Owner): string {
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${name}
default_login_user = ${name}
default_internal_group = ${gid === 65_534 ? 'nogroup' : gid}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${folder}/mail
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`
}
