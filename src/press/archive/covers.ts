import { slugOfName, type SharedPicture } from '../../editions/archive/index.ts'
import { coverSize, drawCover, undrawableLetters, type Cover } from '../../figures/cover/index.ts'
import type { Settings } from '../../model/settings.ts'
import type { ArticleRecord } from '../article-records.ts'
import { hashOf } from '../hash.ts'
import type { InspectedImage } from '../inspect-image.ts'
import { readDetails } from '../kept-article.ts'
import { encodeImage, logoImage } from '../publish-image.ts'
import { toolHash } from '../tool.ts'
import type { Output } from '../write-outputs.ts'
import type { ArchivePlan } from './archive.ts'
import { ownPicture } from './listed.ts'
import type { NameGroup } from './name-groups.ts'

/** The pictures that links to pages show where those have none of their own. */
export interface Covers {
  publication: SharedPicture
  /** That of a series by any spelling of its name; nothing where no article belongs to it. */
  ofSeries: (series: string | undefined) => SharedPicture | undefined
  /** The one made for an article that asks for it, or that of its series. */
  ofArticle: (record: ArticleRecord) => SharedPicture | undefined
  outputs: Output[]
}

/**
 * Plans the covers, one of them for each of `series`. Each is named for what it shows, so that it is made once and may
 * be kept for ever.
 */
export function planCovers(plan: ArchivePlan, series: readonly NameGroup[]): Covers {
  const { content, records } = plan
  const { settings } = content
  const outputs = new Map<string, Output>()
  const planned = (words: CoverWords): SharedPicture => {
    const output = coverOutput(plan, words)
    outputs.set(output.file, output)
    return { file: output.file.replace(/^archive\//, ''), ...coverSize, alt: words.alt }
  }
  const publication = planned(publicationWords(settings))
  const bySeries = new Map(series.map((group) => [group.slug, planned(seriesWords(group, settings))]))
  const ofSeries: Covers['ofSeries'] = (series) =>
    series === undefined ? undefined : bySeries.get(slugOfName(series))
  const own = new Map(
    records.filter(wantsCover).map((record) => {
      reportUndrawable(record, plan)
      return [record.file, planned(articleWords(record, settings))]
    }),
  )
  return {
    publication,
    ofSeries,
    ofArticle: (record) => own.get(record.file) ?? ofSeries(record.facts.meta.series),
    outputs: [...outputs.values()],
  }
}

/** An author's own picture goes before any that is made. */
function wantsCover(record: ArticleRecord): boolean {
  return record.facts.meta.cover === true && ownPicture(record) === undefined
}

type CoverWords = Pick<Cover, 'kicker' | 'title' | 'subtitle'> & { alt: string }

function publicationWords({ title, description, baseUrl }: Settings): CoverWords {
  return { kicker: new URL(baseUrl).host, title, subtitle: description, alt: title }
}

function seriesWords({ name, description }: NameGroup, { title }: Settings): CoverWords {
  return { kicker: title, title: name, subtitle: description, alt: name }
}

function articleWords({ facts: { meta } }: ArticleRecord, { title, series }: Settings): CoverWords {
  const known = series.find(({ id }) => slugOfName(id) === slugOfName(meta.series ?? ''))
  return { kicker: known?.title ?? meta.series ?? title, title: meta.title, alt: meta.title }
}

function coverOutput({ content, logo }: ArchivePlan, words: CoverWords): Output {
  const { settings, root } = content
  const draw = (href: string): string => drawCover({ ...words, ...frame(settings, logo, href) })
  const svg = draw(logo?.hash ?? '')
  return {
    file: `archive/covers/${hashOf(svg).slice(0, 20)}.png`,
    key: hashOf(toolHash(), svg),
    isSilent: true,
    isSlow: true,
    make: async () => {
      const { svgToPng } = await import('../../figures/index.ts')
      return svgToPng(logo ? draw(await logoAddress(root, logo)) : svg, { widthPx: coverSize.width })
    },
  }
}

function frame(
  { organisation, direction, brand }: Settings,
  logo: InspectedImage | undefined,
  href: string,
): Omit<Cover, keyof CoverWords> {
  const { width, height } = logo ?? { width: 0, height: 0 }
  return { publisher: organisation, direction, colours: brand.colours, logo: logo && { href, width, height } }
}

async function logoAddress(root: string, logo: InspectedImage): Promise<string> {
  const { file, width } = logoImage(logo)
  const bytes = await encodeImage(root, logo, file, width)
  return `data:image/${file.endsWith('.png') ? 'png' : 'jpeg'};base64,${bytes.toString('base64')}`
}

function reportUndrawable(record: ArticleRecord, { cache, report }: ArchivePlan): void {
  const letters = undrawableLetters(record.facts.meta.title)
  if (letters.length === 0) return
  report({
    rule: 'press/undrawable-cover',
    message: `Unexpected ${letters.slice(0, 5).join('')} in the title of a cover, expected letters of its font`,
    file: record.file,
    place: readDetails(record, cache).metaPlaces['cover'],
  })
}
