import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Report } from '../diagnostics/index.ts'
import type { Brought } from '../intake/index.ts'
import { reportUnread } from '../workspace/files/index.ts'

/** A document's bytes, and a way to the files beside it; one that can not be read is reported. */
export function bringDocument(whole: string, report: Report): Brought | undefined {
  const name = path.basename(whole)
  try {
    return { name, bytes: readFileSync(whole), readBeside: (address) => beside(whole, address) }
  } catch (error) {
    const note = `Look at the name: there is no file \`${whole}\`.`
    return reportUnread(name, error as NodeJS.ErrnoException, report, note)
  }
}

/** A file in the document's folder or below, as an address in a web page names it. */
function beside(whole: string, address: string): Uint8Array | undefined {
  const folder = path.dirname(whole)
  try {
    const file = path.resolve(folder, decodeURIComponent(address.replace(/[?#].*$/, '')))
    return file.startsWith(folder + path.sep) ? readFileSync(file) : undefined
  } catch {
    return undefined
  }
}
