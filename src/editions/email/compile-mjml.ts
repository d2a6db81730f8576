import { checkMjmlTags } from './check-mjml-tags.ts'
import { loadMjml } from './load-mjml.ts'

/** Something wrong with the MJML that a template made; lines count from 1 in that MJML. */
export interface MjmlProblem {
  line: number
  message: string
  /** The element, without brackets. */
  tag?: string | undefined
}

export type CompiledMjml = { html: string; problems?: never } | { html?: never; problems: MjmlProblem[] }

/** MJML → HTML at MJML's strict level. */
export async function compileMjml(source: string): Promise<CompiledMjml> {
  const unbalanced = checkMjmlTags(source)
  if (unbalanced.length > 0) return { problems: unbalanced }
  const mjml2html = await loadMjml()
  try {
    const { html } = await mjml2html(source, {
      validationLevel: 'strict',
      fonts: {},
      ignoreIncludes: true,
      keepComments: false,
    })
    return { html: finish(html) }
  } catch (error) {
    return { problems: problemsOf(error) }
  }
}

/**
 * Takes the indentation out, which is a fifth of the size; no text depends on it (see `keepLines`). And puts MJML's
 * `role=article` into a `main`, so that the page has a landmark where it is read on its own; web mail drops the tag.
 */
function finish(html: string): string {
  // Its background is that of the body, and so has to follow it where a dark scheme has another.
  const body = /<body\s[^>]*?\bclass="([^"]*)"/.exec(html)?.[1] ?? ''
  const main = `<main style="display:block">\n<div${body && ` class="${body}"`} `
  return html
    .replace(/(?<![ \t])[ \t]*\n\s*/g, '\n')
    .replace(/<div\s+(?=[^>]*role="article")/, () => main)
    .replace(/<\/body>/, '</main>\n</body>')
    .trimEnd()
    .concat('\n')
}

function problemsOf(error: unknown): MjmlProblem[] {
  const { errors } = error as { errors?: { line?: number; message: string; tagName?: string }[] }
  if (!Array.isArray(errors)) return [{ line: 1, message: (error as Error).message }]
  return errors.map(({ line, message, tagName }) => ({ line: line ?? 1, message, tag: tagName }))
}
