import { slugOfName } from '../../editions/archive/index.ts'
import type { Term } from '../../model/term.ts'
import type { ArticleRecord } from '../article-records.ts'
import { hashOf } from '../hash.ts'
import { keptValue } from '../kept-value.ts'
import type { Archive } from './archive.ts'
import { compare } from './order.ts'
import { usesOf, type KeyedUses, type UseIndex } from './use-index.ts'

/** As many as a reader looks at. */
const mostRelated = 4

/** Of what many articles have, only the newest count: more would say little and cost the most time. */
const mostCarriers = 100

/** An article's rarest terms and its tags say what it is about. */
const mostAspects = 16

/** An article that shares less than this with another is no company for it: of 1 for one with the same terms. */
const leastLikeness = 0.05

/** A tag is the author's own word for what an article is about; a term may only be passed by. */
const tagWeight = 2

/**
 * The terms and tags, each a feature with a number: which articles have it, and how much each of them is about it.
 * Articles are numbers too, in their order. There may be a million pairs, so all stand one after another in one list.
 */
interface Features {
  /** Where the carriers of each begin; one more at the end. */
  starts: Uint32Array
  carriers: Uint32Array
  weights: Float64Array
}

/** What each article is about: `mostAspects` places for each. */
interface Aspects {
  counts: Uint8Array
  features: Uint32Array
  weights: Float64Array
}

/** The articles that its page leads to anyway, of each: their slugs. */
export type LedTo = (slug: string) => readonly (string | undefined)[]

/** The same as `relatedArticles`, kept: most changes of a text change nothing of what it is about. */
export function keptRelatedArticles(
  { content, cache }: Pick<Archive, 'content' | 'cache'>,
  articles: readonly ArticleRecord[],
  uses: KeyedUses,
  ledTo: LedTo,
): readonly (readonly number[])[] {
  // What lists show of the articles, in their order, says also which stand side by side in a series.
  const key = hashOf(uses.key, JSON.stringify(articles.map(({ facts }) => facts.meta.tags)))
  return keptValue(cache, { kind: 'related', name: 'articles', key }, () =>
    relatedArticles(articles, content.terms, uses.index(), ledTo),
  )
}

/**
 * The articles that are most like each: those that share its tags and terms, where what few articles have counts
 * more. `articles` are in the order of lists, the newest first, and the answer says which of them by their numbers.
 */
export function relatedArticles(
  articles: readonly ArticleRecord[],
  terms: readonly Term[],
  uses: UseIndex,
  ledTo: LedTo,
): number[][] {
  const features = weighedFeatures(articles, terms, uses)
  const aspects = aspectsOf(features, articles.length)
  const likeness = createLikeness(features, aspects, articles.length)
  const slugs = articles.map(({ facts }) => facts.meta.slug)
  return slugs.map((slug, index) => likeness(index, (other) => ledTo(slug).includes(slugs[other])))
}

/** Finds the articles that are likest to one. */
function createLikeness(
  features: Features,
  aspects: Aspects,
  articles: number,
): (index: number, isNeighbour: (other: number) => boolean) => number[] {
  const scores = new Float64Array(articles)
  const sharing = new Uint32Array(articles)
  return (index, isNeighbour) => {
    const count = addScores(index, features, aspects, scores, sharing)
    scores[index] = 0
    const best = likest(sharing.subarray(0, count), scores, isNeighbour)
    for (let place = 0; place < count; place++) scores[sharing[place]!] = 0
    return best
  }
}

/** Adds up what each other article shares with one; notes those that share anything, and returns how many they are. */
function addScores(
  index: number,
  { starts, carriers, weights }: Features,
  aspects: Aspects,
  scores: Float64Array,
  sharing: Uint32Array,
): number {
  let count = 0
  const first = index * mostAspects
  const behind = first + aspects.counts[index]!
  for (let aspect = first; aspect < behind; aspect++) {
    const feature = aspects.features[aspect]!
    const weight = aspects.weights[aspect]!
    const end = Math.min(starts[feature + 1]!, starts[feature]! + mostCarriers)
    for (let at = starts[feature]!; at < end; at++) {
      const other = carriers[at]!
      if (scores[other] === 0) sharing[count++] = other
      scores[other]! += weight * weights[at]!
    }
  }
  return count
}

/** The few with the highest scores, found in one pass; of those that are equal the newest, which has the lower index. */
function likest(
  sharing: Uint32Array,
  scores: Float64Array,
  isNeighbour: (other: number) => boolean,
): number[] {
  const best: number[] = []
  const isBefore = (one: number, other: number): boolean => {
    const difference = scores[one]! - scores[other]!
    return difference > 0 || (difference === 0 && one < other)
  }
  for (const other of sharing) {
    if (scores[other]! < leastLikeness) continue
    const last = best[mostRelated - 1]
    if (last !== undefined && isBefore(last, other)) continue
    if (isNeighbour(other)) continue
    const place = best.findIndex((known) => isBefore(other, known))
    best.splice(place === -1 ? best.length : place, 0, other)
    best.length = Math.min(best.length, mostRelated)
  }
  return best
}

/** The aspects of each article that weigh most; in the order of the features where they are few or weigh the same. */
function aspectsOf({ starts, carriers, weights }: Features, articles: number): Aspects {
  const aspects: Aspects = {
    counts: new Uint8Array(articles),
    features: new Uint32Array(articles * mostAspects),
    weights: new Float64Array(articles * mostAspects),
  }
  const all = new Uint32Array(articles)
  const shared = [...starts.keys()]
    .slice(0, -1)
    .filter((feature) => starts[feature + 1]! - starts[feature]! > 1)
  for (const feature of shared) {
    for (let at = starts[feature]!; at < starts[feature + 1]!; at++) all[carriers[at]!]!++
  }
  for (const feature of shared) {
    for (let at = starts[feature]!; at < starts[feature + 1]!; at++) {
      const article = carriers[at]!
      addAspect(aspects, article, feature, weights[at]!, all[article]! > mostAspects)
    }
  }
  return aspects
}

/** `isChoice` where an article has more than there are places: then the heavier stand first. */
function addAspect(
  { counts, features, weights }: Aspects,
  article: number,
  feature: number,
  weight: number,
  isChoice: boolean,
): void {
  const first = article * mostAspects
  let place = first + counts[article]!
  if (place === first + mostAspects) {
    if (weights[place - 1]! >= weight) return
    place--
  } else counts[article]!++
  for (; isChoice && place > first && weights[place - 1]! < weight; place--) {
    features[place] = features[place - 1]!
    weights[place] = weights[place - 1]!
  }
  features[place] = feature
  weights[place] = weight
}

/** The features with weights whose squares sum to 1 in each article. */
function weighedFeatures(
  articles: readonly ArticleRecord[],
  terms: readonly Term[],
  uses: UseIndex,
): Features {
  const features = gatherFeatures(articles, terms, uses)
  const { starts, carriers, weights } = features
  const squares = new Float64Array(articles.length)
  for (let feature = 0; feature + 1 < starts.length; feature++) {
    const [start, end] = [starts[feature]!, starts[feature + 1]!]
    const rarity = Math.log((articles.length + 1) / (end - start))
    for (let at = start; at < end; at++) {
      const weight = weights[at]! * rarity
      weights[at] = weight
      squares[carriers[at]!]! += weight * weight
    }
  }
  const lengths = squares.map((square) => Math.sqrt(square) || 1)
  for (let at = 0; at < carriers.length; at++) weights[at]! /= lengths[carriers[at]!]!
  return features
}

/** Tags by their slugs, then terms by their ids: sums of fractions depend on the order, and pages must not. */
function gatherFeatures(
  articles: readonly ArticleRecord[],
  terms: readonly Term[],
  uses: UseIndex,
): Features {
  const tagged = articlesByTag(articles)
  const byId = [...terms.keys()].sort((one, other) => compare(terms[one]!.id, terms[other]!.id))
  const used = byId.map((place) => usesOf(uses, place))
  const lists = [...tagged, ...used.map((one) => one.articles)]
  const starts = new Uint32Array(lists.length + 1)
  for (const [feature, list] of lists.entries()) starts[feature + 1] = starts[feature]! + list.length
  const carriers = new Uint32Array(starts.at(-1)!)
  for (const [feature, list] of lists.entries()) carriers.set(list, starts[feature])
  const weights = new Float64Array(carriers.length).fill(tagWeight)
  let at = starts[tagged.length]!
  for (const { counts } of used) for (const count of counts) weights[at++] = weightOf(count)
  return { starts, carriers, weights }
}

/** The tenth mention of a term says little more than the ninth. */
function weightOf(count: number): number {
  return 1 + Math.log(count)
}

/** The articles of each tag, in the order of the tags' slugs. */
function articlesByTag(articles: readonly ArticleRecord[]): number[][] {
  const slugOf = new Map<string, string>()
  const bySlug = new Map<string, number[]>()
  for (const [article, { facts }] of articles.entries()) {
    for (const tag of facts.meta.tags) {
      const slug = slugOf.get(tag) ?? slugOfName(tag)
      slugOf.set(tag, slug)
      const tagged = bySlug.get(slug) ?? []
      bySlug.set(slug, tagged)
      if (tagged.at(-1) !== article) tagged.push(article)
    }
  }
  return [...bySlug].sort(([one], [other]) => compare(one, other)).map(([, tagged]) => tagged)
}
