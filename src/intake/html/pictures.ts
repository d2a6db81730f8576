import type { Element, Properties } from 'hast'
import type { Brought } from '../document.ts'
import { element } from '../elements.ts'
import { cleanAddress, resolve, schemeOf } from '../addresses.ts'
import { saidBy } from './seen-elements.ts'
import type { ReportLoss } from '../report-loss.ts'

/** Sizes of pictures that only set things apart or count readers. */
const ofOnePoint = /^[01](?:px)?$/

const endings: Record<string, string> = {
  jpeg: 'jpg',
  'svg+xml': 'svg',
  'x-icon': 'ico',
  'vnd.microsoft.icon': 'ico',
}

/** The pictures that a page brings, and the elements that stand for them. */
export class Pictures {
  /** By the `src` of the elements. */
  readonly found = new Map<string, Uint8Array>()
  readonly #brought: Brought
  readonly #base: string | undefined
  readonly #report: ReportLoss
  readonly #namesOfData = new Map<string, string>()
  #lastNumber = 0
  readonly #missing = new Set<string>()

  constructor(brought: Brought, base: string | undefined, report: ReportLoss) {
    this.#brought = brought
    this.#base = base
    this.#report = report
  }

  /** What stands for a picture in the tree; nothing for one that shows nothing. */
  elementFor(img: Element, title: string, near: string): Element | undefined {
    const { width, height } = img.properties
    if (ofOnePoint.test(String(width)) && ofOnePoint.test(String(height))) return undefined
    const src = this.#srcFor(addressOf(img), near)
    if (src === undefined) return undefined
    const properties: Properties = { src, alt: saidBy(img, 'alt').replace(/\s+/g, ' ').trim() }
    if (title !== '') properties['title'] = title
    return element('img', [], properties)
  }

  #srcFor(address: string, near: string): string | undefined {
    if (address === '') return undefined
    const scheme = schemeOf(address)
    if (scheme === 'data') return this.#srcOfData(address, near)
    if (scheme === 'file' || scheme?.length === 1) return this.#srcOfFile(lastPart(address), near)
    if (scheme === 'cid') return this.#srcOfFile(address.slice(4).replace(/@.*$/, ''), near)
    if (scheme !== undefined || address.startsWith('//')) return address
    if (this.#hasFile(address)) return address
    const resolved = resolve(address, this.#base)
    return schemeOf(resolved) === undefined ? this.#srcOfFile(address, near) : resolved
  }

  #hasFile(address: string): boolean {
    if (this.found.has(address)) return true
    const bytes = this.#brought.readBeside(address)
    if (bytes) this.found.set(address, bytes)
    return bytes !== undefined
  }

  /** A picture that is missing stays in its place, so that its author can bring it. */
  #srcOfFile(address: string, near: string): string {
    if (!this.#hasFile(address) && !this.#missing.has(address)) {
      this.#missing.add(address)
      this.#find(
        `Unexpected picture “${address}”${near}, which is not there, expected its file beside the document`,
      )
    }
    return address
  }

  /** A picture that is written in the page itself is given a name. */
  #srcOfData(address: string, near: string): string | undefined {
    const known = this.#namesOfData.get(address)
    if (known !== undefined) return known
    const comma = address.indexOf(',')
    const [type = '', ...parameters] = address.slice(5, Math.max(comma, 5)).toLowerCase().split(';')
    const bytes =
      comma === -1 ? undefined : dataOf(address.slice(comma + 1), parameters.at(-1)?.trim() === 'base64')
    if (!type.startsWith('image/') || !bytes || bytes.length === 0) {
      this.#find(`Unexpected picture${near} that cannot be read, expected the whole of it`)
      return undefined
    }
    const name = this.#newName(type.slice('image/'.length))
    this.#namesOfData.set(address, name)
    this.found.set(name, bytes)
    return name
  }

  #newName(type: string): string {
    const ending = endings[type] ?? type.replace(/[^a-z0-9]/g, '')
    while (true) {
      const name = `picture-${++this.#lastNumber}.${ending}`
      if (!this.found.has(name) && !this.#brought.readBeside(name)) return name
    }
  }

  #find(message: string): void {
    this.#report('intake/lost-picture', message)
  }
}

/** Where a picture is; pages that load theirs late say it elsewhere. */
function addressOf(img: Element): string {
  const src = cleanAddress(saidBy(img, 'src'))
  const late = cleanAddress(saidBy(img, 'dataSrc'))
  return late !== '' && (src === '' || src.startsWith('data:')) ? late : src
}

function lastPart(address: string): string {
  return address.slice(Math.max(address.lastIndexOf('/'), address.lastIndexOf('\\')) + 1)
}

function dataOf(written: string, isBase64: boolean): Uint8Array | undefined {
  try {
    const text = decodeURIComponent(written)
    return Buffer.from(text, isBase64 ? 'base64' : 'utf8')
  } catch {
    return isBase64 ? Buffer.from(written, 'base64') : undefined
  }
}
