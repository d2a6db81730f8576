import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { PictureAnswer } from '../wire.ts'
import { byId, say } from './elements.ts'
import { insertPicture } from './formatting.ts'
import { about, ask } from './server.ts'

export interface PicturesOptions {
  /** The file beside which a picture is put. */
  file: string
  failed: (error: unknown) => void
}

/** Where a picture will stand; changes of the text move it while it is on its way. */
interface Waiting {
  at: number
}

/** Takes a picture that is pasted, dropped or chosen, and writes it into the text. */
export function takePictures({ file, failed }: PicturesOptions): Extension {
  const waiting = new Set<Waiting>()
  const take = (view: EditorView, pictures: readonly File[], at: number): boolean => {
    if (pictures.length === 0 || view.state.readOnly) return false
    const place = { at }
    waiting.add(place)
    bring(view, file, pictures, place)
      .catch(failed)
      .finally(() => waiting.delete(place))
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
        if (pictures.length > 0) event.preventDefault()
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

async function bring(
  view: EditorView,
  file: string,
  pictures: readonly File[],
  place: Waiting,
): Promise<void> {
  for (const picture of pictures) {
    say(byId('state'), 'Bringing the picture…')
    const where = about('/-/pictures', file, { name: picture.name || 'picture.png' })
    const { address } = await ask<PictureAnswer>(where, { method: 'POST', body: picture })
    view.dispatch(insertPicture(place.at, address))
    view.focus()
  }
}
