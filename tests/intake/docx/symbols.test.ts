import { expect, it } from 'vitest'
import { imported } from '../imported.ts'
import { makeDocx, p, r } from './make-docx.ts'

it('reads the letters of fonts of signs as the signs that readers see', async () => {
  const wingdings = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
  const sign = (char: string): string => `<w:r><w:sym w:font="Wingdings" w:char="${char}"/></w:r>`
  const body = p(r('ü', wingdings) + r(' a ') + r('\uF0FC', wingdings) + sign('F0E0') + sign('F0FC'))
  expect((await imported(makeDocx({ body }))).article!.markdown).toBe('✓ a ✓→✓\n')
})
