import { articleAddress, renderNotFoundPage, renderRedirectPage } from '../../editions/archive/index.ts'
import type { Output } from '../write-outputs.ts'
import { page, type Archive } from './archive.ts'

/** The page for an address that there is not. */
export function notFoundPage(archive: Archive): Output {
  const { site, engine, report } = archive
  return page(archive, '404.html', '', () => renderNotFoundPage({ site }, engine, report))
}

/** A page at each old address of an article that leads to the new one. */
export function redirectPages(archive: Archive): Output[] {
  const { records, site, engine, report } = archive
  return records.flatMap(({ facts: { meta } }) =>
    meta.aliases.map((alias) => {
      const { slug, title } = meta
      return page(archive, articleAddress(alias), JSON.stringify([slug, title]), () =>
        renderRedirectPage({ site, slug, title }, engine, report),
      )
    }),
  )
}
