import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { PictureAnswer } from '../wire.ts'
import { byId } from './elements.ts'
import { insertPicture } from './formatting.ts'
import { notify } from './notices.ts'
import { about, ask } from './server.ts'

export interface PicturesOptions {
  /** The file beside which a picture is put. */
  file: string
  failed: (error: unknown) => void
  /** Pictures are on their way, or not any more. */
  onWay: (isOnWay: boolean) => void
}

/** Where a picture will stand; changes of the text move it while it is on its way. */
interface Waiting {
  at: number
}

/** Takes a picture that is pasted, dropped or chosen, and writes it into the text. */
export function takePictures({ file, failed, onWay }: PicturesOptions): Extension {
  const waiting = new Set<Waiting>()
  const take = (view: EditorView, pictures: readonly File[], at: number): boolean => {
    if (pictures.length === 0 || view.state.readOnly) return false
    const place = { at }
    waiting.add(place)
    onWay(true)
    bring(view, file, pictures, place)
      .catch(failed)
      .finally(() => {
        waiting.delete(place)
        onWay(waiting.size > 0)
      })
    return true
  }
  return [
    EditorView.updateListener.of(({ changes }) => {
      for (const place of waiting) place.at = changes.mapPos(place.at, 1)
    }),
    EditorView.domEventHandlers({
      paste: (event, view) => {
        // Word puts a picture of the words beside the words: then the words are meant.
        if (event.clipboardData?.getData('text/plain')) return false
        return take(view, picturesOf(event.clipboardData), view.state.selection.main.to)
      },
      drop: (event, view) => {
        const pictures = picturesOf(event.dataTransfer)
        const stranger = strangerAmong(event.dataTransfer)
        if (pictures.length > 0 || stranger) event.preventDefault()
        if (pictures.length === 0 && stranger) tellStranger(stranger)
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY })
        return take(view, pictures, at ?? view.state.selection.main.to)
      },
    }),
    chosen(take),
  ]
}

/** The button of the toolbar opens the file field, which is not to be seen. */
function chosen(take: (view: EditorView, pictures: readonly File[], at: number) => boolean): Extension {
  const field = byId('picture-file', 'input')
  let view: EditorView | undefined
  byId('picture').addEventListener('click', () => field.click())
  field.addEventListener('change', () => {
    if (view) take(view, [...(field.files ?? [])], view.state.selection.main.to)
    field.value = ''
  })
  return EditorView.updateListener.of((update) => (view = update.view))
}

function picturesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
}

/** A file that is neither a picture nor text: the editor would let it fall without a word. */
function strangerAmong(data: DataTransfer | null): File | undefined {
  return [...(data?.files ?? [])].find(({ type }) => !/^(?:image|text)\//.test(type))
}

function tellStranger({ name }: File): void {
  const note =
    'A Word document becomes an article on the first page, see “Overview”. Pictures of an iPhone (HEIC) have to be saved as JPEG first.'
  notify({ name: 'picture', text: `Unexpected file \`${name}\`, expected a picture. ${note}` })
}

async function bring(
  view: EditorView,
  file: string,
  pictures: readonly File[],
  place: Waiting,
): Promise<void> {
  for (const picture of pictures) {
    const where = about('/-/pictures', file, { name: picture.name || 'picture.png' })
    const { address } = await ask<PictureAnswer>(where, { method: 'POST', body: picture })
    view.dispatch(insertPicture(place.at, address))
    view.focus()
  }
}
