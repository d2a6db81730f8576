/** From so many articles on, what a build takes of memory counts for more than a few seconds of it. */
export const manyArticles = 2_000
