import type { SourceFile } from './read-source.ts'

/** The file at the top of a workspace. */
export const settingsFile = 'tidings.yaml'

/** The glossary of a workspace. */
export const glossaryFile = 'articles/glossary.yaml'

/** How the e-mail and the archive look; a workspace may do without it. */
export const themeFile = 'templates/theme.yaml'

/** The theme of a workspace that has none: every value is the tool's own. */
export const noTheme: SourceFile = { file: themeFile, source: '', hash: 'none' }

/** What is made. */
export const outputFolder = 'out'
