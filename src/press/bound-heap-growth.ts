import { setFlagsFromString } from 'node:v8'

/** From so many articles on, memory counts for more than a few seconds of a first build. */
const manyArticles = 2_000

/** How much may be added to what is in use before V8 looks for what is not. */
const growthPercent = 30

/**
 * With many articles, lets V8 clear up more often: of its own accord it lets what was made for one article after
 * another pile up to several times what is in use. It holds for the process from now on.
 */
export function boundHeapGrowth(articles: number): void {
  if (articles >= manyArticles) setFlagsFromString(`--heap-growing-percent=${growthPercent}`)
}
