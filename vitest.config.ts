import { tmpdir } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

// The tests start Node many times; what one process has compiled the next need not.
process.env['NODE_COMPILE_CACHE'] ??= path.join(tmpdir(), 'tidings-compile-cache')

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes late on a busy machine; that it comes is what counts.
    expect: { poll: { timeout: 30_000 } },
    // Every processor: many tests wait for processes and servers of their own.
    maxWorkers: '100%',
  },
})
