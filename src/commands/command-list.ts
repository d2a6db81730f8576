import type { Command } from 'commander'
import type { CommandContext } from './command.ts'

/** A command as `tidings --help` lists it, and how to load it. */
export interface ListedCommand {
  /** Its name, and what it takes. */
  usage: string
  description: string
  load: () => Promise<(program: Command, context: CommandContext) => void>
}

/** Every command. What each says of itself stands here too, so that the list needs none of them. */
export const commandList: readonly ListedCommand[] = [
  {
    usage: 'init [options] <dir>',
    description: 'make a new workspace',
    load: async () => (await import('./init.ts')).addInitCommand,
  },
  {
    usage: 'check [options]',
    description: 'find what a build would find; writes nothing',
    load: async () => (await import('./check.ts')).addCheckCommand,
  },
  {
    usage: 'build [options]',
    description: 'make the e-mails, their plain texts and the archive in out/',
    load: async () => (await import('./build.ts')).addBuildCommand,
  },
  {
    usage: 'dev [options]',
    description: 'watch the workspace, build what changes, and reload the browser',
    load: async () => (await import('./dev.ts')).addDevCommand,
  },
  {
    usage: 'studio [options] [article]',
    description: 'write in the browser, and see beside it how it looks',
    load: async () => (await import('./studio.ts')).addStudioCommand,
  },
  {
    usage: 'articles',
    description: 'bring in what was written elsewhere',
    load: async () => (await import('./articles.ts')).addArticlesCommand,
  },
  {
    usage: 'glossary',
    description: 'look after the glossary',
    load: async () => (await import('./glossary.ts')).addGlossaryCommand,
  },
  {
    usage: 'members',
    description: 'look after the roster',
    load: async () => (await import('./members.ts')).addMembersCommand,
  },
  {
    usage: 'send [options] <issue>',
    description: 'send an issue to the members: plan it, look at it, confirm it',
    load: async () => (await import('./send.ts')).addSendCommand,
  },
  {
    usage: 'doctor [options]',
    description: 'look at everything that a send needs: settings, keys, DNS, mail server, disk, database',
    load: async () => (await import('./doctor.ts')).addDoctorCommand,
  },
  {
    usage: 'serve [options]',
    description: 'answer those who leave, choose what they get, join, or sign in to the archive',
    load: async () => (await import('./serve.ts')).addServeCommand,
  },
  {
    usage: 'backup [options] <file>',
    description: 'copy the roster and the ledger to a file, and look the copy through',
    load: async () => (await import('./backup.ts')).addBackupCommand,
  },
  {
    usage: 'restore [options] <file>',
    description: 'put a backup in the place of the roster and the ledger',
    load: async () => (await import('./restore.ts')).addRestoreCommand,
  },
]
