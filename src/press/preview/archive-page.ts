import type { ArchivePlan } from '../archive/archive.ts'
import { planArchive } from '../plan-archive.ts'
import type { Output } from '../write-outputs.ts'

/** Makes files by their names, from `out/`, each when it is asked for. */
export type LazyFiles = ReadonlyMap<string, () => Promise<Uint8Array | undefined>>

/** A page of the archive that is not in `out/`. */
export interface MadePage {
  html: string
  /** The pictures, style sheets and scripts that it may load. */
  files: LazyFiles
}

/** The folders of what pages load. */
const loaded = /^archive\/(?:images|mail|assets)\//

/** Makes the page at an address of the archive; nothing where there is none, or its template is wrong. */
export async function makeArchivePage(plan: ArchivePlan, address: string): Promise<MadePage | undefined> {
  const { settings } = plan.content
  // As a page, also where the archive is made of fragments for another site.
  const archive = { ...settings.archive, shape: 'site' as const }
  const content = { ...plan.content, settings: { ...settings, archive } }
  const outputs = planArchive({ ...plan, content }).filter((output) => 'make' in output)
  const file = `archive/${decodeURIComponent(address)}index.html`
  const html = await outputs.find((output) => output.file === file)?.make()
  if (typeof html !== 'string') return undefined
  const files = outputs.filter((output) => loaded.test(output.file))
  return { html, files: new Map(files.map((output) => [output.file, () => bytesOf(output)])) }
}

async function bytesOf(output: Output): Promise<Uint8Array | undefined> {
  const content = await output.make()
  if (typeof content === 'string') return Buffer.from(content)
  return content instanceof Uint8Array ? content : undefined
}
