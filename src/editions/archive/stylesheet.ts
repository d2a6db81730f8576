import type { Brand, Settings } from '../../model/settings.ts'

/** The stylesheet: the theme as custom properties, then `css`, the template's own, made small. */
export function renderStylesheet(settings: Settings, css: string): string {
  const { colours, darkColours, fonts, measures } = settings.brand
  const light = [
    ...colourLines(colours),
    ...fontLines(fonts),
    ...measureLines(measures),
    `--publication: ${cssString(settings.title)};`,
  ].join('\n')
  const dark = colourLines(darkColours).join('\n')
  return [
    `:root {\n${light}\n}`,
    `@media screen and (prefers-color-scheme: dark) {\n:root {\n${dark}\n}\n}`,
    madeSmall(css),
  ].join('\n')
}

/** `accentText` → `--accent-text`. Settings allow only what cannot leave a declaration. */
function colourLines(colours: Brand['colours']): string[] {
  return Object.entries(colours).map(([name, value]) => {
    return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${value};`
  })
}

function fontLines({ body, heading, mono }: Brand['fonts']): string[] {
  return [`--body-font: ${body};`, `--heading-font: ${heading};`, `--mono-font: ${mono};`]
}

/** Text follows the size that readers have set in their browser, which is 16 pixels unless they change it. */
function measureLines({ archiveTextSize, archiveLineHeight, archiveColumn }: Brand['measures']): string[] {
  return [
    `--text-size: ${(archiveTextSize / 16) * 100}%;`,
    `--line-height: ${archiveLineHeight};`,
    `--column: ${archiveColumn}rem;`,
  ]
}

function madeSmall(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s+/gm, '')
    .replace(/([{};,])\n/g, '$1')
    .trimEnd()
    .concat('\n')
}

/** Text as a string of CSS: every sign that is no plain letter, digit or space by its number. */
function cssString(value: string): string {
  const escaped = value.replace(/[^\p{L}\p{N} ]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `)
  return `'${escaped}'`
}
