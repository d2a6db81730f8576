import { createRequire } from 'node:module'
import type { Root } from 'mdast'
import type { remarkDefinitionList } from 'remark-definition-list'
import type remarkDirective from 'remark-directive'
import type remarkFrontmatter from 'remark-frontmatter'
import type remarkGfm from 'remark-gfm'
import type remarkParse from 'remark-parse'
import type { unified } from 'unified'
import { guardAutolinks } from './guard-autolinks.ts'
import { narrowTextDirectives } from './text-directive-syntax.ts'

interface Packages {
  unified: typeof unified
  parse: typeof remarkParse
  gfm: typeof remarkGfm
  directive: typeof remarkDirective
  definitionList: typeof remarkDefinitionList
  frontmatter: typeof remarkFrontmatter
}

interface Parser {
  parse: (text: string) => Root
}

let known: Parser | undefined

/** remark-parse with what we allow. Loaded when first asked for: it is two hundred files, and most builds need none. */
export function parseByRemark(text: string): Root {
  known ??= createParser(loadPackages())
  return known.parse(text)
}

function loadPackages(): Packages {
  const require = createRequire(import.meta.url)
  return {
    unified: require('unified').unified,
    parse: require('remark-parse').default,
    gfm: require('remark-gfm').default,
    directive: require('remark-directive').default,
    definitionList: require('remark-definition-list').remarkDefinitionList,
    frontmatter: require('remark-frontmatter').default,
  } as Packages
}

function createParser({ unified, parse, gfm, directive, definitionList, frontmatter }: Packages): Parser {
  return unified()
    .use(parse)
    .use(gfm)
    .use(guardAutolinks)
    .use(directive)
    .use(narrowTextDirectives)
    .use(definitionList)
    .use(frontmatter)
    .freeze()
}
