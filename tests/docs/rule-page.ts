import { readFileSync } from 'node:fs'

/** A fenced block that stands for a file of the workspace. */
export interface ExampleFile {
  /** From the workspace's root. */
  file: string
  text: string
  /** Whether it is added to the end of the file that is there. */
  isAddition: boolean
}

export interface RulePage {
  text: string
  /** Titles of all headings, with their signs. */
  headings: string[]
  /** What `<!-- example: … -->` says, where the files alone cannot fire the rule. */
  marker: string | undefined
  example: ExampleFile[]
  fix: ExampleFile[]
}

/** Reads a page of `docs/rules/`: its sections, and the blocks whose info string has `file=…`. */
export function readRulePage(path: string): RulePage {
  const text = readFileSync(path, 'utf8')
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '')
  return {
    text,
    headings: prose.match(/^#+ .*$/gm) ?? [],
    marker: /^<!-- example: (.*) -->$/m.exec(text)?.[1],
    example: filesOf(sectionOf(text, 'Example')),
    fix: filesOf(sectionOf(text, 'Fix')),
  }
}

/** From a heading of the page to the next one that the page itself has. */
export function sectionOf(text: string, title: string): string {
  const start = text.indexOf(`\n## ${title}\n`)
  const next = ['What', 'Why', 'Example', 'Fix']
    .map((other) => text.indexOf(`\n## ${other}\n`, start + 1))
    .filter((index) => index > start)
  return start === -1 ? '' : text.slice(start, Math.min(...next, text.length))
}

function filesOf(section: string): ExampleFile[] {
  const blocks = section.matchAll(/^```\w+ file=(\S+)( add)?\n([\s\S]*?)^```$/gm)
  return [...blocks].map(([, file = '', add, text = '']) => ({ file, text, isAddition: add !== undefined }))
}
