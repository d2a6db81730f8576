import { readFileSync } from 'node:fs'
import path from 'node:path'
import { splitPage, type PageFragments } from '../../editions/archive/index.ts'
import { outputFolder } from '../../workspace/files/index.ts'
import { hashOf } from '../hash.ts'
import type { Output } from '../write-outputs.ts'
import type { Archive } from './archive.ts'

const layout = 'templates/archive/layout.html'
const fragment = 'templates/archive/fragment.html'

/** The templates for pages that are parts of another site: the frame of each page is the fragments' own. */
export function fragmentTemplates(templates: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...templates, [layout, templates.get(fragment) ?? '']])
}

/**
 * Pages as fragments: in the place of each `index.html` its `head.html`, its `body.html` and its `page.json`, and for
 * all of them `fragments.json`, by which another site finds them. What `notFound` says is for every other address.
 */
export function asFragments(archive: Archive, pages: readonly Output[], notFound: Output): Output[] {
  const parted = pages
    .filter(({ file }) => file.endsWith('/index.html'))
    .map((output) => partsOf(archive, output, output.file.replace(/index\.html$/, '')))
  const { outputs } = partsOf(archive, notFound, `archive/${notFoundFolder}`)
  return [...parted.flatMap((page) => page.outputs), ...outputs, listOf(archive, parted)]
}

interface PartedPage {
  /** From the archive's root. */
  address: string
  outputs: Output[]
  facts: () => Promise<string | undefined>
}

const names = { facts: 'page.json', head: 'head.html', body: 'body.html' } as const
const notFoundFolder = '404/'

function partsOf({ site, report, content }: Archive, { key, make }: Output, folder: string): PartedPage {
  const address = folder
    .replace(/^archive\//, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
  let parts: Promise<PageFragments | undefined> | undefined
  const render = async (): Promise<PageFragments | undefined> => {
    const page = await make()
    if (typeof page !== 'string') return undefined
    const split = splitPage(page, new URL(address, `${site.settings.baseUrl}/`).href)
    if (!split) report({ rule: 'press/fragment-parts', message, file: fragment })
    return split
  }
  const part = async (name: keyof typeof names): Promise<string | undefined> => {
    parts ??= render()
    return (await parts)?.[name]
  }
  const outputs = (Object.keys(names) as (keyof typeof names)[]).map((name): Output => {
    return { file: folder + names[name], key: hashOf(key, 'fragment'), make: () => part(name) }
  })
  const file = path.join(content.root, outputFolder, folder, names.facts)
  return { address, outputs, facts: async () => (parts ? part('facts') : readIfThere(file)) }
}

const message =
  'Unexpected page without its two dividers, expected `<!-- tidings: head -->` and `<!-- tidings: body -->` once each'

function listOf({ site }: Archive, pages: readonly PartedPage[]): Output {
  const key = hashOf(
    site.stylesheet,
    ...pages.flatMap(({ outputs }) => outputs.map(({ file, key }) => file + key)),
  )
  const make = async (): Promise<string> => {
    const entries = await Promise.all(pages.map((page) => entryOf(page, site.settings.baseUrl)))
    const list = {
      version: 1,
      stylesheet: site.stylesheet,
      notFound: filesIn(notFoundFolder),
      pages: entries.filter((entry) => entry !== undefined),
    }
    return `${JSON.stringify(list, null, 1)}\n`
  }
  return { file: 'archive/fragments.json', key, make }
}

async function entryOf({ address, facts }: PartedPage, baseUrl: string): Promise<object | undefined> {
  const known = await facts()
  if (known === undefined) return undefined
  return {
    address,
    url: new URL(address, `${baseUrl}/`).href,
    ...(JSON.parse(known) as object),
    ...filesIn(decodeURIComponent(address)),
  }
}

function filesIn(folder: string): object {
  return { head: folder + names.head, body: folder + names.body }
}

/** As the last build left it: under the same key it is the same. */
function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
