import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Context, Hono } from 'hono'
import { clientModule } from './client-module.ts'
import { findEditorModules, type EditorModules } from './editor-modules.ts'
import { framePage, writePage } from './write-page.ts'
import { writeStyle } from './write-style.ts'

/** The page on which one writes, and all that it loads: nothing of it comes from anywhere else. */
export function addClientRoutes(app: Hono): void {
  let modules: Promise<EditorModules> | undefined
  const editor = (): Promise<EditorModules> => (modules ??= findEditorModules(import.meta.url))
  app.get('/-/write', async (context) => {
    const nonce = randomBytes(18).toString('base64')
    const { map } = await editor()
    context.header('content-security-policy', pagePolicy(nonce))
    return context.html(writePage({ nonce, map }))
  })
  app.get('/-/frame', (context) => {
    context.header('content-security-policy', framePolicy)
    return context.html(framePage)
  })
  app.get('/-/client/style.css', (context) => context.body(writeStyle, 200, { 'content-type': 'text/css' }))
  app.get('/-/client/:module{.+\\.js}', async (context) =>
    script(context, await clientModule(context.req.param('module').slice(0, -'.js'.length))),
  )
  app.get('/-/modules/*', async (context) => {
    const file = (await editor()).files.get(context.req.path)
    return script(context, file === undefined ? undefined : await readFile(file, 'utf8'))
  })
}

function script(context: Context, text: string | undefined): Response | Promise<Response> {
  if (text === undefined) return context.notFound()
  return context.body(text, 200, { 'content-type': 'text/javascript; charset=utf-8' })
}

function pagePolicy(nonce: string): string {
  return `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}

/** The preview shows what an author typed: it can do nothing, and fetches nothing from elsewhere. */
const framePolicy = `default-src 'none'; script-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; base-uri 'self'; form-action 'none'; frame-ancestors 'self'`
