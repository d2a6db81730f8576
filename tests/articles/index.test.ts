import { expect, test } from 'vitest'
import * as articles from '../../src/articles/index.ts'
import * as audience from '../../src/audience/index.ts'

test('the doors of the rooms stay as they are', () => {
  expect(Object.keys(articles)).toEqual([
    'collapseSpaces',
    'nativeParserProblem',
    'nativeParserVersion',
    'parseMarkdown',
    'passagesOf',
    'placeInFence',
    'placeWithin',
    'plainText',
    'processArticle',
    'selectPassages',
    'sensesOf',
    'vetter',
  ])
  expect(Object.keys(audience)).toEqual([
    'builtInAttributes',
    'checkExpression',
    'evaluate',
    'formatExpression',
    'parseExpression',
    'possibleOutcomes',
  ])
})
