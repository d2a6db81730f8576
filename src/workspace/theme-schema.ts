import { z } from 'zod'
import { colour, fontStack } from './schema-parts.ts'

const colourShape = {
  text: colour.describe('Running text.'),
  background: colour.describe('The page behind the text.'),
  accent: colour.describe('Links, buttons and the head of the page.'),
  accentText: colour.describe('Text on the accent colour.'),
  muted: colour.describe('Dates, captions and the footer.'),
  rule: colour.describe('Lines and borders.'),
}

const fontShape = {
  body: fontStack.describe('Running text.'),
  heading: fontStack.describe('Headings and buttons.'),
  mono: fontStack.describe('Code.'),
}

/** Some colours or fonts, in place of those of the theme. */
export const colourOverrides = z.strictObject(colourShape).partial()
export const fontOverrides = z.strictObject(fontShape).partial()

type Defaults<Shape> = { [Key in keyof Shape]: string }

function colours(defaults: Defaults<typeof colourShape>) {
  return z
    .strictObject({
      text: colourShape.text.default(defaults.text),
      background: colourShape.background.default(defaults.background),
      accent: colourShape.accent.default(defaults.accent),
      accentText: colourShape.accentText.default(defaults.accentText),
      muted: colourShape.muted.default(defaults.muted),
      rule: colourShape.rule.default(defaults.rule),
    })
    .prefault({})
}

const light = colours({
  text: '#1d2429',
  background: '#ffffff',
  accent: '#0b5c8a',
  accentText: '#ffffff',
  muted: '#4e5a63',
  rule: '#d5dce1',
})

const dark = colours({
  text: '#e8ecef',
  background: '#14191d',
  accent: '#7cc4ee',
  accentText: '#0c1216',
  muted: '#adb9c2',
  rule: '#3a444c',
})

const fonts = z
  .strictObject({
    body: fontShape.body.default("Georgia, 'Times New Roman', serif"),
    heading: fontShape.heading.default("'Helvetica Neue', Helvetica, Arial, sans-serif"),
    mono: fontShape.mono.default("Consolas, 'Courier New', monospace"),
  })
  .prefault({})

const lineHeight = z.number().min(1.3).max(2)

const measures = z
  .strictObject({
    emailWidth: z
      .int()
      .min(480)
      .max(800)
      .default(600)
      .describe(
        'The width of the e-mail in pixels, 480 to 800; 24 at each side stay free, and pictures are made for it.',
      ),
    emailTextSize: z
      .int()
      .min(14)
      .max(22)
      .default(16)
      .describe(
        'Running text of the e-mail in pixels, 14 to 22; headings and small text of articles follow it.',
      ),
    emailLineHeight: lineHeight
      .default(1.625)
      .describe('Its lines, as a multiple of the text size, 1.3 to 2.'),
    archiveTextSize: z
      .number()
      .min(14)
      .max(24)
      .default(19)
      .describe('Running text of the archive in pixels, 14 to 24, for readers whose browser is set to 16.'),
    archiveLineHeight: lineHeight
      .default(1.55)
      .describe('Its lines, as a multiple of the text size, 1.3 to 2.'),
    archiveColumn: z
      .number()
      .min(24)
      .max(40)
      .default(34)
      .describe('The width of the column of text in the archive, as a multiple of the text size, 24 to 40.'),
  })
  .prefault({})

/** `templates/theme.yaml`. Every key has a description and a default: a theme without keys is the tool's own. */
export const themeSchema = z
  .strictObject({
    colours: light.describe('Colours on a light page; each as #rrggbb.'),
    darkColours: dark.describe('Colours for readers who asked for a dark page.'),
    fonts: fonts.describe('Font stacks of what readers have; nothing is downloaded.'),
    measures: measures.describe('Sizes and widths.'),
  })
  .describe('How the e-mail and the archive look.')
