import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { time } from './median.ts'

const repository = path.resolve(import.meta.dirname, '..')
const layout = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1>{{ content | safe }}</body></html>
`

/** The time that Eleventy takes for the articles of a workspace, in a folder there: its default Markdown, one layout, a process. */
export function timeEleventy(workspace: string): Promise<number> {
  const folder = mkdtempSync(path.join(workspace, 'eleventy-'))
  cpSync(path.join(workspace, 'articles'), path.join(folder, 'articles'), { recursive: true })
  rmSync(path.join(folder, 'articles', 'issues'), { recursive: true, force: true })
  mkdirSync(path.join(folder, '_includes'))
  writeFileSync(path.join(folder, '_includes', 'page.njk'), layout)
  writeFileSync(path.join(folder, 'articles', 'articles.json'), '{"layout":"page.njk"}')
  symlinkSync(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'))
  const program = path.join(repository, 'node_modules/@11ty/eleventy/cmd.cjs')
  return time(() => execFileSync(process.execPath, [program, '--quiet'], { cwd: folder, stdio: 'ignore' }))
}
