import { readFileSync } from 'node:fs'

interface ProfileNode {
  id: number
  callFrame: { functionName: string; url: string }
  children?: number[]
}

interface Profile {
  nodes: ProfileNode[]
  samples: number[]
  timeDeltas: number[]
}

/**
 * Prints where the time of a CPU profile of Node goes: each sample counts for the file of ours that was at work, also
 * where that had called a library.
 *
 *     node --cpu-prof --cpu-prof-dir=/tmp/profile src/cli.ts build --jobs 1
 *     node bench/profile.ts /tmp/profile/*.cpuprofile
 */
export function printProfile(file: string, count = 25): void {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8')) as Profile
  const owners = ownersOf(nodes)
  const times = new Map<string, number>()
  samples.forEach((id, index) => {
    const owner = owners.get(id) ?? ''
    times.set(owner, (times.get(owner) ?? 0) + timeDeltas[index]! / 1000)
  })
  const total = [...times.values()].reduce((sum, took) => sum + took, 0)
  const rows = [...times].toSorted(([, one], [, other]) => other - one)
  for (const [owner, took] of rows.slice(0, count)) {
    console.log(
      `${took.toFixed(0).padStart(8)} ms ${((took / total) * 100).toFixed(1).padStart(5)} %  ${owner}`,
    )
  }
}

/** What each node of the profile counts for: the file of ours nearest to it, or what Node was doing. */
function ownersOf(nodes: readonly ProfileNode[]): Map<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const owners = new Map<number, string>()
  const visit = (node: ProfileNode, owner: string): void => {
    const { functionName, url } = node.callFrame
    const own = /\/(?:src|dist)\/([^/].*\.[tj]s)$/.exec(url.includes('node_modules') ? '' : url)?.[1]
    const name = own ?? (functionName.startsWith('(') ? functionName : owner)
    owners.set(node.id, name)
    for (const child of node.children ?? []) visit(byId.get(child)!, name)
  }
  visit(nodes[0]!, '(starting)')
  return owners
}

if (import.meta.main) printProfile(process.argv[2]!, Number(process.argv[3] ?? 25))
