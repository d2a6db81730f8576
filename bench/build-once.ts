import path from 'node:path'
import type * as Press from '../src/press/index.ts'

// A build in a process of its own, by the published tool: prints its time, loading included but not the start of Node,
// and the most memory that it took.
const [root, jobs] = process.argv.slice(2) as [string, string]
const start = performance.now()
const { build } = (await import(path.resolve(import.meta.dirname, '../dist/press/index.js'))) as typeof Press
const { diagnostics } = await build({ root, jobs: Number(jobs) })
const took = performance.now() - start
const error = diagnostics.find(({ severity }) => severity === 'error')
if (error) throw new Error(`${error.file}: ${error.message}`)
process.stdout.write(JSON.stringify({ took, peakBytes: process.resourceUsage().maxRSS * 1024 }))
