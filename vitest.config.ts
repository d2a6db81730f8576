import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Every processor: many tests wait for processes and servers of their own.
    maxWorkers: '100%',
  },
})
