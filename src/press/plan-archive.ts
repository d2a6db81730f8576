import { isWholePage, renderStylesheet, scopeStylesheet, speakWords } from '../editions/archive/index.ts'
import type { Issue } from '../model/issue.ts'
import type { Settings } from '../model/settings.ts'
import { createTemplates, type TemplateEngine } from '../templates/index.ts'
import type { Archive, ArchivePlan } from './archive/archive.ts'
import { articlePages } from './archive/article-pages.ts'
import { changesPages } from './archive/changes-pages.ts'
import { planCovers } from './archive/covers.ts'
import { feedOutputs } from './archive/feeds.ts'
import { asFragments, fragmentTemplates } from './archive/fragments.ts'
import { glossaryData } from './archive/glossary-data.ts'
import { glossaryPages } from './archive/glossary-pages.ts'
import { gatherGlossary } from './archive/glossary.ts'
import { indexPage } from './archive/index-page.ts'
import { issuePages } from './archive/issue-pages.ts'
import { listPages } from './archive/list-pages.ts'
import { sitePicture } from './archive/listed.ts'
import { gatherLists } from './archive/lists.ts'
import { mailedPages, mailedPictures } from './archive/mailed-pages.ts'
import { openFacts } from './archive/open-facts.ts'
import { byDate } from './archive/order.ts'
import { notFoundPage, redirectPages } from './archive/plain-pages.ts'
import { archiveScripts, scriptOutput, type ArchiveScript } from './archive/scripts.ts'
import { robotOutputs } from './archive/sitemap.ts'
import { searchFiles, searchPage } from './archive/search.ts'
import { keyedUses } from './archive/use-index.ts'
import { hashOf } from './hash.ts'
import type { Content } from './load-content.ts'
import { pictureOutput } from './picture-output.ts'
import { archiveImage, logoImage } from './publish-image.ts'
import type { Output, OutputFolder } from './write-outputs.ts'

/** The files of the archive: each page's key says what it depends on, so that a build makes only those that change. */
export function planArchive(plan: ArchivePlan): (Output | OutputFolder)[] {
  const stylesheet = stylesheetOf(plan.content)
  const styleFile = `assets/style.${hashOf(stylesheet).slice(0, 8)}.css`
  const pictures = pictureOutputs(plan)
  const scripts = archiveScripts(plan.content)
  const published = publishedIssues(plan.content)
  const lists = gatherLists(plan.records, published, plan.content.settings)
  const covers = planCovers(plan, lists.series)
  const archive = archiveOf({ ...plan, published, covers }, styleFile, scripts)
  const uses = keyedUses(plan.content, lists.articles)
  const glossary = gatherGlossary(archive, lists, uses)
  const pages = [
    indexPage(archive, lists),
    ...listPages(archive, lists),
    ...glossaryPages(archive, glossary),
    ...articlePages(archive, lists, uses),
    ...issuePages(archive),
    ...searchPage(archive, lists),
  ]
  return [
    { file: `archive/${styleFile}`, key: styleFile, make: () => stylesheet },
    ...scripts.map(scriptOutput),
    ...shapedPages(archive, pages),
    ...robotOutputs(archive, pages),
    ...feedOutputs(archive, lists),
    glossaryData(archive, glossary),
    ...searchFiles(archive, lists),
    ...openFacts(plan),
    ...mailedPages(archive),
    ...pictures,
    ...mailedPictures(plan.content, pictures),
    ...archive.covers.outputs,
  ]
}

function stylesheetOf({ settings, templates }: Content): string {
  const stylesheet = renderStylesheet(settings, templates.get('templates/archive/style.css') ?? '')
  return settings.archive.shape === 'site' ? stylesheet : scopeStylesheet(stylesheet)
}

/** Whole pages, or their fragments. */
function shapedPages(archive: Archive, pages: readonly Output[]): Output[] {
  const all = [...pages, ...changesPages(archive), ...redirectPages(archive)]
  const notFound = notFoundPage(archive)
  return archive.site.settings.archive.shape === 'site'
    ? [...all, notFound]
    : asFragments(archive, all, notFound)
}

/** Those that are no drafts, in order of their dates. */
function publishedIssues({ issues }: Content): Issue[] {
  return issues
    .map(({ issue }) => issue)
    .filter(({ draft }) => !draft)
    .sort(byDate)
}

function archiveOf(
  plan: ArchivePlan & Pick<Archive, 'published' | 'covers'>,
  stylesheet: string,
  files: readonly ArchiveScript[],
): Archive {
  const { content, logo, covers } = plan
  const scripts = Object.fromEntries(files.map(({ name, file }) => [name, file]))
  const { settings, templates, hashes } = content
  const cover = covers.publication
  return {
    ...plan,
    site: { settings, stylesheet, scripts, cover, logo: logo && sitePicture(logoImage(logo)) },
    engine: speaking(
      createTemplates({
        files: settings.archive.shape === 'site' ? templates : fragmentTemplates(templates),
        root: 'templates/archive',
        language: settings.language,
      }),
      settings,
    ),
    terms: new Map(content.terms.map((term) => [term.id, term])),
    common: hashOf(hashes.common, hashes.archiveTemplates, logo?.hash ?? ''),
  }
}

/**
 * Every page says of the interface's words which language they are in, where it is another one; and what is no part of
 * another site's page is a whole one.
 */
function speaking(engine: TemplateEngine, { language, archive }: Settings): TemplateEngine {
  return {
    ...engine,
    render: (name, scope, report) => {
      const page = engine.render(name, scope, report)
      if (page === undefined) return undefined
      const isWhole = archive.shape === 'fragments' || isWholePage(page, engine.path(name), report)
      return isWhole ? speakWords(page, language) : undefined
    },
  }
}

function pictureOutputs({ content, records, issues, logo }: ArchivePlan): Output[] {
  const pictures = [
    ...records.flatMap(({ images }) => images.map(archiveImage)),
    ...issues.flatMap((issue) => issue.pictures),
    ...(logo ? [logoImage(logo)] : []),
  ]
  const byFile = new Map(pictures.map((picture) => [picture.file, picture]))
  return [...byFile.values()].map((picture) => pictureOutput(content.root, picture))
}
