import { afterAll } from 'vitest'
import { removeFolders } from './made-folders.ts'

// Vitest runs this before each test file, also where files share their modules.
afterAll(removeFolders)
