import { accessSync, constants, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { defineConfig, type Plugin } from 'vitest/config'

const caches = tmpdir()

// The tests start Node many times; what one process has compiled the next need not.
process.env['NODE_COMPILE_CACHE'] ??= path.join(caches, 'tidings-compile-cache')

/** Where the tests' folders lie: in memory if there is plenty, because they make, sync and remove many thousands of files. */
const memory = '/dev/shm'
if (process.env['TMPDIR'] === undefined && freeBytes(memory) > 4e9) process.env['TMPDIR'] = memory

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    accessSync(folder, constants.W_OK)
    return bavail * bsize
  } catch {
    return 0
  }
}

/** Tests that start browsers, other programs and the tool itself: each of these files has a process of its own. */
const apart = ['browser', 'commands', 'services'].map((room) => `tests/${room}/**/*.test.ts`)

/** What is tested are packages as users get them, not the forms that look for a developer's mistakes, and are slow. */
const asPublished: Plugin = {
  name: 'packages as published',
  configResolved: ({ ssr }) => {
    if (!ssr.resolve?.conditions) return
    ssr.resolve.conditions = ssr.resolve.conditions.filter((name) => name !== 'development|production')
  },
}

export default defineConfig({
  plugins: [asPublished],
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes late on a busy machine; that it comes is what counts.
    expect: { poll: { timeout: 30_000 } },
    setupFiles: ['tests/each-file.ts'],
    // Every processor: many tests wait for processes and servers of their own.
    maxWorkers: '100%',
    // What was transformed in one run the next need not transform, as long as the file is the same.
    experimental: { fsModuleCache: true, fsModuleCachePath: path.join(caches, 'tidings-module-cache') },
    projects: [
      { extends: true, test: { name: 'apart', include: apart } },
      // Files that share a process load the press and what it stands on once.
      {
        extends: true,
        test: { name: 'together', include: ['tests/**/*.test.ts'], exclude: apart, isolate: false },
      },
    ],
  },
})
