import { fontFamily, fontFile } from './text/fonts.ts'

export interface PngOptions {
  /** How wide the picture is made, in device pixels: twice what it is shown at. */
  widthPx: number
  /** Most colours it may have, 2 to 256. Default: 64. */
  colours?: number
}

/**
 * Draws an SVG as a PNG: with the tool's own font and no other, so that every machine makes the same bytes, and with a
 * palette, which halves them. The SVG must name its size and hold no custom properties.
 */
export async function svgToPng(svg: string, { widthPx, colours = 64 }: PngOptions): Promise<Buffer> {
  const [{ renderAsync }, { default: sharp }] = await Promise.all([
    import('@resvg/resvg-js'),
    import('sharp'),
  ])
  const picture = await renderAsync(svg, {
    fitTo: { mode: 'width', value: widthPx },
    font: {
      loadSystemFonts: false,
      fontFiles: [fontFile('regular'), fontFile('bold')],
      defaultFontFamily: fontFamily,
      sansSerifFamily: fontFamily,
      serifFamily: fontFamily,
    },
    logLevel: 'off',
  })
  const { width, height } = picture
  return sharp(picture.pixels, { raw: { width, height, channels: 4 } })
    .png({ palette: true, colours, compressionLevel: 9, effort: 10 })
    .toBuffer()
}
