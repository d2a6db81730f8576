import { slugOfName, type ListedArticle } from '../../editions/archive/index.ts'
import type { ArticleRecord } from '../article-records.ts'
import { listedArticle } from './listed.ts'
import { newestFirst } from './order.ts'

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

/** A term or tag: which articles have it, by their index, and how much each of them is about it. */
interface Feature {
  carriers: number[]
  weights: number[]
}

/** What one article is about. */
interface Aspect {
  feature: Feature
  weight: number
}

/**
 * The articles that are most like each, by its slug: those that share its tags and terms, where what few articles
 * have counts more. `isNeighbour` tells of those that its page leads to anyway.
 */
export function relatedArticles(
  records: readonly ArticleRecord[],
  isNeighbour: (slug: string, other: string) => boolean,
): Map<string, ListedArticle[]> {
  const sorted = [...records].sort(newestFirst)
  const slugs = sorted.map(({ facts }) => facts.meta.slug)
  const aspects: Aspect[][] = sorted.map(() => [])
  for (const feature of weighedFeatures(sorted)) {
    for (const [place, index] of feature.carriers.entries())
      aspects[index]?.push({ feature, weight: feature.weights[place] ?? 0 })
    feature.carriers.length = Math.min(feature.carriers.length, mostCarriers)
  }
  for (const ofOne of aspects) heaviest(ofOne)
  const scores = new Float64Array(sorted.length)
  const related = new Map<string, ListedArticle[]>()
  for (const [index, slug] of slugs.entries()) {
    const sharing = addScores(aspects[index] ?? [], scores)
    scores[index] = 0
    const best = likest(sharing, scores, (other) => isNeighbour(slug, slugs[other] ?? ''))
    for (const other of sharing) scores[other] = 0
    related.set(slug, best.flatMap((other) => sorted[other] ?? []).map(listedArticle))
  }
  return related
}

/** Leaves the aspects that weigh most, in the order of their names where they weigh the same. */
function heaviest(aspects: Aspect[]): void {
  if (aspects.length <= mostAspects) return
  aspects.sort((one, other) => other.weight - one.weight)
  aspects.length = mostAspects
}

/** Adds up what each other article shares with one; returns those that share anything. */
function addScores(aspects: readonly Aspect[], scores: Float64Array): number[] {
  const sharing: number[] = []
  for (const { feature, weight } of aspects) {
    const { carriers, weights } = feature
    // Counted by hand: this line runs millions of times for thousands of articles.
    for (let place = 0; place < carriers.length; place++) {
      const other = carriers[place] ?? 0
      if (scores[other] === 0) sharing.push(other)
      scores[other] = (scores[other] ?? 0) + weight * (weights[place] ?? 0)
    }
  }
  return sharing
}

/** The few with the highest scores, found in one pass; of those that are equal the newest, which has the lower index. */
function likest(
  sharing: readonly number[],
  scores: Float64Array,
  isNeighbour: (other: number) => boolean,
): number[] {
  const best: number[] = []
  const isBefore = (one: number, other: number): boolean => {
    const difference = (scores[one] ?? 0) - (scores[other] ?? 0)
    return difference > 0 || (difference === 0 && one < other)
  }
  for (const other of sharing) {
    const last = best[mostRelated - 1]
    if ((scores[other] ?? 0) < leastLikeness || (last !== undefined && isBefore(last, other))) continue
    if (isNeighbour(other)) continue
    const place = best.findIndex((known) => isBefore(other, known))
    best.splice(place === -1 ? best.length : place, 0, other)
    best.length = Math.min(best.length, mostRelated)
  }
  return best
}

/** The features that two articles or more have, in one order, with weights whose squares sum to 1 in each article. */
function weighedFeatures(records: readonly ArticleRecord[]): Feature[] {
  const byName = new Map<string, Feature>()
  for (const [index, record] of records.entries()) {
    for (const [name, count] of featureCounts(record)) {
      const feature = byName.get(name) ?? { carriers: [], weights: [] }
      byName.set(name, feature)
      feature.carriers.push(index)
      feature.weights.push(count)
    }
  }
  const features = [...byName].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, feature]) => feature)
  const squares = new Float64Array(records.length)
  for (const feature of features) {
    const rarity = Math.log((records.length + 1) / feature.carriers.length)
    for (const [place, index] of feature.carriers.entries()) {
      const weight = (feature.weights[place] ?? 0) * rarity
      feature.weights[place] = weight
      squares[index] = (squares[index] ?? 0) + weight * weight
    }
  }
  for (const { carriers, weights } of features) {
    for (const [place, index] of carriers.entries())
      weights[place] = (weights[place] ?? 0) / (Math.sqrt(squares[index] ?? 0) || 1)
  }
  return features.filter(({ carriers }) => carriers.length > 1)
}

/** The tenth mention of a term says little more than the ninth. */
function featureCounts({ facts, termCounts }: ArticleRecord): [name: string, count: number][] {
  const tags = new Set(facts.meta.tags.map(slugOfName))
  return [
    ...Object.entries(termCounts).map(([id, count]): [string, number] => [`term ${id}`, 1 + Math.log(count)]),
    ...[...tags].map((tag): [string, number] => [`tag ${tag}`, tagWeight]),
  ]
}
