import type { Context, Hono } from 'hono'
import type { AuthoredList } from './authored-list.ts'
import { authoredFile } from './authored-file.ts'
import type { PreviewWorking } from './preview-working.ts'
import { RequestProblem } from './problem.ts'
import { mostOfFile, readBytes, readFields } from './read-body.ts'
import type { Texts } from './texts.ts'
import type { EditionShown, Preview } from './wire.ts'

/** What the routes work on. */
export interface AuthorRoutes {
  root: string
  texts: Texts
  list: AuthoredList
  previewWorking: PreviewWorking
  /** Takes what makes the pictures of a preview. */
  onPictures: (pictures: ReadonlyMap<string, () => Promise<Uint8Array | undefined>>) => void
}

const written = ['file', 'source', 'base'] as const
const perhaps = ['overruled'] as const

/** The routes of `wire.ts`. Whoever asks has the key already. */
export function addAuthorRoutes(app: Hono, routes: AuthorRoutes): void {
  const { texts, list } = routes
  // As they came: a body that comes slowly must not make a save the last word.
  let order = 0
  app.get('/-/text', (context) => context.json(texts.open(context.req.query('file'))))
  app.put('/-/text', async (context) => {
    const at = ++order
    const answer = texts.save(await readFields(context, written, perhaps), at)
    return context.json(answer, answer.saved ? 200 : 409)
  })
  app.put('/-/unsaved', async (context) => {
    const at = ++order
    texts.keep(await readFields(context, written, perhaps), at)
    return context.json({})
  })
  app.delete('/-/unsaved', (context) => {
    texts.letGo(context.req.query('file'))
    return context.json({})
  })
  app.post('/-/preview', async (context) => context.json(await preview(context, routes)))
  addMakers(app, routes)
  app.get('/-/names', (context) => context.json(list.names()))
  app.all('/-/*', () => {
    throw new RequestProblem(404, 'Unexpected address, expected one of this server’s', loadAgain)
  })
}

/** What they stand on takes a second to load: not before it is asked for. */
function addMakers(app: Hono, { root, list }: AuthorRoutes): void {
  app.post('/-/articles', async (context) => {
    const { title } = await readFields(context, ['title'])
    const { makeArticle } = await import('./make-article.ts')
    return context.json(makeArticle(root, list, title, today()))
  })
  app.post('/-/issues', async (context) => {
    const given = await readFields(context, ['subject', 'date'])
    const { makeIssue } = await import('./make-issue.ts')
    return context.json(makeIssue(root, list, given))
  })
  app.post('/-/documents', async (context) => {
    const name = nameOf(context)
    const bytes = await readBytes(context, mostOfFile)
    const { bringArticle } = await import('./make-article.ts')
    return context.json(await bringArticle(root, list, { name, bytes, readBeside: () => undefined }))
  })
  app.post('/-/pictures', async (context) => {
    const given = { file: context.req.query('file'), name: nameOf(context) }
    const bytes = await readBytes(context, mostOfFile)
    const { takePicture } = await import('./take-picture.ts')
    return context.json(await takePicture(root, { ...given, bytes }))
  })
  app.post('/-/pasted', async (context) => {
    const html = new TextDecoder().decode(await readBytes(context, mostOfFile))
    const { takePasted } = await import('./take-pasted.ts')
    const { file, above } = context.req.query()
    return context.json(await takePasted(root, { file, above, html }))
  })
  app.post('/-/terms', async (context) => {
    const given = await readFields(context, ['letters', 'expansion'])
    const { addTerm } = await import('./add-term.ts')
    return context.json(await addTerm(root, given))
  })
}

const loadAgain = 'Load the page again: it may be of another version than the server.'

async function preview(
  context: Context,
  { root, previewWorking, onPictures }: AuthorRoutes,
): Promise<Preview> {
  const {
    file: given,
    source,
    show,
    letter,
  } = await readFields(context, ['file', 'source', 'show'], ['letter'])
  if (!isEdition(show)) throw new RequestProblem(400, `Unexpected edition \`${show}\``, loadAgain)
  if (source.length > mostShown) throw tooLongToShow
  const { file } = authoredFile(root, given)
  const { pictures, ...answer } = await previewWorking(
    root,
    {
      file,
      source,
      show,
      ...(letter !== undefined && { letter }),
    },
    context.req.raw.signal,
  )
  onPictures(pictures)
  return answer
}

/** What is made of a text is several times as long, and browsers have to take it in at each pause. */
const mostShown = 500_000

const tooLongToShow = new RequestProblem(
  413,
  'Unexpected text of more than 500,000 characters, expected at most so many for a preview',
  'What you write is kept and saved as ever. Divide it into several articles to see how it looks.',
)

function isEdition(show: string): show is EditionShown {
  return ['page', 'email', 'text'].includes(show)
}

/** A file's name as a browser gives it: without folders. */
function nameOf(context: Context): string {
  const name = (context.req.query('name') ?? '').split(/[/\\]/).at(-1) ?? ''
  return name.replace(/\p{Cc}/gu, '').slice(0, 200)
}

/** Where the author is. */
function today(): string {
  const now = new Date()
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
