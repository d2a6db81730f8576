export { collatorOf, listAbbreviations, type Abbreviation } from './abbreviations.ts'
export {
  articleAddress,
  authorAddress,
  changesAddress,
  glossaryAddress,
  glossaryDataAddress,
  glossaryTagAddress,
  issueAddress,
  searchAddress,
  seriesFragment,
  seriesPageAddress,
  slugOfName,
  tagAddress,
  termAddress,
  titlesAddress,
  yearAddress,
} from './addresses.ts'
export { changedOn, correctionsOf } from './changed-on.ts'
export { renderArticlePage } from './article-page.ts'
export type { ArticlePage, ArticleReference, IssueReference } from './article-page.ts'
export { pageWords, speakWords } from './words-language.ts'
export { scopeStylesheet } from './fragments/scope-stylesheet.ts'
export { splitPage, type PageFragments } from './fragments/split-page.ts'
export { conditionLabel } from './condition-label.ts'
export type { BodyContext, BodyImage, Mark } from './body-context.ts'
export { renderGlossaryPage } from './glossary-page.ts'
export type { GlossaryPage, GlossaryPageEntry, TermUse } from './glossary-page.ts'
export { renderIndexPage } from './index-page.ts'
export type { IndexPage, ListedSeries, ListedYear, Shortened } from './index-page.ts'
export { renderListPage, type ListPage, type ListReference } from './list-page.ts'
export type { ListedArticle, ListedIssue, ListedName } from './listed.ts'
export { namesAddress, renderNamesPage, type NamesPage } from './names-page.ts'
export { renderIssuePage, type IssuePage } from './issue-page.ts'
export {
  renderNotFoundPage,
  renderRedirectPage,
  type NotFoundPage,
  type RedirectPage,
} from './plain-pages.ts'
export { renderArticleBody, renderProse } from './render-body.ts'
export { renderSearchPage, type SearchPage } from './search-page.ts'
export { searchEngineScript } from './search/engine-script.ts'
export {
  idLength,
  searchIndexFiles,
  type IndexedArticle,
  type SearchFilter,
  type SearchFilters,
} from './search/index-files.ts'
export { createPhraseFinder } from './search/phrase-finder.ts'
export {
  searchEntry,
  type CountedWords,
  type SearchEntry,
  type SearchEntryInput,
} from './search/search-entry.ts'
export { searchText, type SearchSection, type SearchTextContext } from './search/search-text.ts'
export type { ArchiveSite, SharedPicture, SitePicture } from './site.ts'
export { renderStylesheet } from './stylesheet.ts'
export { renderTitlesPage, type TitlesPage } from './titles-page.ts'
export { feedAddress, feedFormats, type Feed, type FeedEntry, type FeedFormat } from './feeds/feed.ts'
export { renderFeed } from './feeds/render-feed.ts'
export { renderRobots, renderSitemap, type SitemapPage } from './sitemap.ts'
export {
  renderTermPage,
  sentenceHtml,
  usingArticleLink,
  type TermPage,
  type UsingArticle,
} from './term-page.ts'
export type { Period } from './use-plot.ts'
export { isWholePage } from './whole-page.ts'
