import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokenContexts } from '../../src/model/edition.ts'
import { createRecipientTokens, standardRecipientFields } from '../../src/templates/index.ts'

const fields = [...standardRecipientFields, 'region']
const tokens = createRecipientTokens({ fields, seed: 'a', sources: [] })
const { name, unsubscribeUrl } = tokens.scope

function contextsOf(html: string): (string | undefined)[] {
  return tokens.inHtml(html).uses.map((use) => `${use.field} ${use.context}`)
}

describe('recipient tokens', () => {
  it('are readable, safe in a URL and distinct for every field and context', () => {
    const all = fields.flatMap((field) => [
      tokens.scope[field],
      ...tokenContexts.map((context) => tokens.token(field, context).token),
    ])
    expect(new Set(all).size).toBe(all.length)
    for (const token of all) expect(token).toMatch(/^recipient-[a-z-]+-[0-9a-f]{12}$/)
    expect(unsubscribeUrl).toMatch(/^recipient-unsubscribe-url-/)
  })

  it('depend on the seed alone while the sources do not hold them', () => {
    expect(createRecipientTokens({ fields, seed: 'a', sources: ['text'] }).scope).toEqual(tokens.scope)
    expect(createRecipientTokens({ fields, seed: 'b', sources: [] }).scope).not.toEqual(tokens.scope)
  })

  it('occur in no source, even in one that quotes them', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(...fields),
        fc.constantFrom(...tokenContexts),
        (seed, field, context) => {
          const first = createRecipientTokens({ fields, seed, sources: [] })
          const sources = [`a ${first.token(field, context).token} b`]
          const second = createRecipientTokens({ fields, seed, sources })
          const used = fields.flatMap((f) => tokenContexts.map((c) => second.token(f, c).token))
          expect(used.filter((token) => sources.some((source) => source.includes(token)))).toEqual([])
        },
      ),
    )
  })
})

describe('a token’s context', () => {
  it.each([
    ['text', `<p>Dear ${name},</p>`, 'name html'],
    ['an attribute', `<img alt="For ${name}">`, 'name attribute'],
    ['a whole URL', `<a href="${unsubscribeUrl}">x</a>`, 'unsubscribeUrl url'],
    ['the beginning of a URL', `<a href=" ${unsubscribeUrl}?a=1">x</a>`, 'unsubscribeUrl url'],
    ['a part of a URL', `<a href='https://example.org/?n=${name}'>x</a>`, 'name url-part'],
    ['a conditional comment', `<!--[if mso]><p>${name}</p><![endif]-->`, 'name html'],
    [
      'text after a downlevel-revealed comment',
      `<!--[if !mso]><!--><p>${name}</p><!--<![endif]-->`,
      'name html',
    ],
    ['text after a lone <', `<p>1 < 2 ${name}</p>`, 'name html'],
  ])('is found in %s', (_name, html, context) => {
    expect(contextsOf(html)).toEqual([context])
  })

  it('is given to each occurrence by itself', () => {
    const { output, uses, misplaced } = tokens.inHtml(
      `<a title="${name}" href="${unsubscribeUrl}">${name}</a>${name}`,
    )
    expect(uses.map((use) => use.context)).toEqual(['attribute', 'url', 'html'])
    const [attribute, url, html] = uses.map((use) => use.token)
    expect(output).toBe(`<a title="${attribute}" href="${url}">${html}</a>${html}`)
    expect(misplaced).toEqual([])
  })

  it.each([
    ['a comment', `<!-- ${name} -->`],
    ['a style element', `<style>a{color:${name}}</style>`],
    ['a script element', `<script>${name}</script>`],
    ['the attribute `style`', `<p style="color:${name}">`],
    ['the attribute `onclick`', `<p onclick="${name}">`],
    ['an attribute without quotes', `<p title=${name}>`],
    ['a tag', `<p ${name}>`],
  ])('cannot be %s', (where, html) => {
    expect(tokens.inHtml(html).misplaced).toEqual([{ field: 'name', where }])
  })

  it('is text in plain text', () => {
    const { output, uses } = tokens.inText(`Dear ${name}: ${unsubscribeUrl}`)
    expect(uses.map((use) => use.context)).toEqual(['text', 'text'])
    expect(output).not.toContain(name)
  })
})
