import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Finding } from '../../../src/diagnostics/index.ts'
import type { ArchiveSite, IndexPage } from '../../../src/editions/archive/index.ts'
import type { ArticleFacts, ArticleMeta } from '../../../src/model/article.ts'
import type { Term } from '../../../src/model/term.ts'
import { createTemplates, type TemplateEngine } from '../../../src/templates/index.ts'
import { loadSettings } from '../../../src/workspace/index.ts'

const repository = path.resolve(import.meta.dirname, '../../..')

const settingsSource = `
title: Side & Side
organisation: Guild <of> Staff
description: News "in short".
baseUrl: https://example.org/news/
sender: { name: Side, address: news@example.org }
postalAddress: [Guild, 1 Yard & Street]
listId: news.example.org
series:
  - { id: reform, title: The reforms, description: What they mean. }
attributes:
  region: { type: text, values: [England, Wales, Northern Ireland] }
`

/** A site whose every text needs escaping. */
export function makeSite(extra = ''): ArchiveSite {
  const findings: Finding[] = []
  const file = { file: 'tidings.yaml', source: settingsSource + extra, hash: '' }
  const settings = loadSettings(file, (finding) => findings.push(finding))
  if (!settings) throw new Error(JSON.stringify(findings))
  return {
    settings,
    stylesheet: 'assets/style.1a2b3c4d.css',
    scripts: { read: 'assets/read.1a2b3c4d.js', search: 'assets/search.1a2b3c4d.js' },
  }
}

export function templateSource(name: string): string {
  return readFileSync(path.join(repository, 'templates/archive', name), 'utf8')
}

/** The engine over the templates that are shipped. */
export function makeEngine(): TemplateEngine {
  const folder = path.join(repository, 'templates/archive')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.\w+$/.test(name),
  )
  const files = new Map(names.map((name) => [`templates/archive/${name}`, templateSource(name)]))
  return createTemplates({ files, root: 'templates/archive', language: 'en-GB' })
}

/** For pages that must be good: a finding fails the test. */
export function noFinding(finding: Finding): never {
  throw new Error(JSON.stringify(finding))
}

/** The first page of an archive in which there is nothing. */
export function emptyIndex(site: ArchiveSite): IndexPage {
  const nothing = { shown: [], isWhole: true }
  return { site, articles: [], years: [], series: nothing, tags: nothing, authors: nothing }
}

export function makeFacts(meta: Partial<ArticleMeta> = {}, facts: Partial<ArticleFacts> = {}): ArticleFacts {
  return {
    file: 'articles/a.md',
    meta: {
      title: 'A & <B>',
      authors: [],
      tags: [],
      draft: false,
      senses: {},
      slug: 'a',
      aliases: [],
      ...meta,
    },
    wordCount: 1,
    headings: [],
    mentions: [],
    images: [],
    links: [],
    conditions: [],
    ...facts,
  }
}

const point = { line: 1, column: 1, offset: 0 }

export function makeTerm(term: string, overrides: Partial<Term> = {}): Term {
  return {
    id: term.toLowerCase(),
    term,
    expansion: `${term} in full`,
    also: [],
    replacedBy: [],
    replaces: [],
    caseSensitive: true,
    tags: [],
    place: { file: 'articles/glossary.yaml', start: point, end: point },
    ...overrides,
  }
}
