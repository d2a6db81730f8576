import { flushCompileCache } from 'node:module'
import { afterAll } from 'vitest'
import { removeFolders } from './made-folders.ts'

// Vitest runs this before each test file, also where files share their modules.
afterAll(removeFolders)
// It kills its processes, which would keep what they compiled only at their end.
afterAll(() => flushCompileCache())
