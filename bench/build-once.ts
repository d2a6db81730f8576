import { build } from '../src/press/index.ts'

// A build in a process of its own: prints its time, without the start of Node, and the most memory that it took.
const [root, jobs] = process.argv.slice(2) as [string, string]
const start = performance.now()
await build({ root, jobs: Number(jobs) })
const took = performance.now() - start
process.stdout.write(JSON.stringify({ took, peakBytes: process.resourceUsage().maxRSS * 1024 }))
