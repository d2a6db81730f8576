import type { Names, PictureAnswer } from '../wire.ts'
import type { DetailControl, WriteDetail } from './detail-control.ts'
import { labelled, onlyInText, option } from './detail-control.ts'
import type { DetailField } from './detail-fields.ts'
import { button, make } from './elements.ts'
import { relativeAddress } from './relative-address.ts'
import { about, ask } from './server.ts'

export interface PictureControlOptions {
  /** The article, beside which a picture is put. */
  file: string
  write: WriteDetail
  failed: (error: unknown) => void
}

/** A choice of the pictures that exist, and a button that brings another. */
export function pictureControl(field: DetailField, options: PictureControlOptions): DetailControl {
  const { file, write, failed } = options
  const choice = make('select')
  const { element, say } = labelled(field, choice, ...bringer(file, (address) => say(write(address)), failed))
  let latest: string | undefined = ''
  let known: string[] = []
  const fill = (): void => {
    const chosen = latest ?? ''
    const missing = chosen === '' || known.includes(chosen) ? [] : [chosen]
    const options = [...missing, ...known].map((address) => option(address, address))
    choice.replaceChildren(option('', 'None'), ...options)
    choice.value = chosen
    choice.disabled = latest === undefined
    say(latest === undefined ? onlyInText : undefined)
  }
  choice.addEventListener('change', () => say(write(choice.value)))
  fill()
  return {
    element,
    show: (value) => {
      const isShown = typeof value === 'string' ? value : undefined
      if (isShown === latest) return
      latest = isShown
      fill()
    },
    offer: ({ pictures }: Names) => {
      known = pictures.map((picture) => relativeAddress(file, picture))
      if (document.activeElement !== choice) fill()
    },
  }
}

/** The file field is not to be seen; its button opens it. */
function bringer(
  file: string,
  bring: (address: string) => void,
  failed: (error: unknown) => void,
): HTMLElement[] {
  const accept = 'image/png,image/jpeg,image/gif,image/webp'
  const input = make('input', { type: 'file', accept, 'aria-label': 'A picture for the article', hidden: '' })
  const send = async (picture: File): Promise<void> => {
    const where = about('/-/pictures', file, { name: picture.name })
    const { address } = await ask<PictureAnswer>(where, { method: 'POST', body: picture })
    bring(address)
  }
  input.addEventListener('change', () => {
    const [picture] = input.files ?? []
    if (picture) send(picture).catch(failed)
    input.value = ''
  })
  return [button('Bring a picture', () => input.click()), input]
}
