import { readFileSync } from 'node:fs'

/** What asks the index, as one script for browsers: the very files that the build and the tests run. */
export function searchEngineScript(): string {
  const files = ['words.js', 'excerpts.js', 'find.js'].map((name) =>
    readFileSync(new URL(name, import.meta.url), 'utf8'),
  )
  return madeSmall(files.join('\n').replace(/^import .*$/gm, ''))
}

/** Comments stand on lines of their own there. */
function madeSmall(script: string): string {
  return script
    .replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, '')
    .replace(/^\s*\/\/.*\n/gm, '')
    .replace(/^\s+/gm, '')
}
