import type { z } from 'zod'
import type { Report } from '../diagnostics/index.ts'
import type { SourceFile } from './read-source.ts'
import { readYaml, type YamlResult } from './read-yaml.ts'
import { themeSchema } from './theme-schema.ts'

/** How the e-mail and the archive look; a workspace may do without it. */
export const themeFile = 'templates/theme.yaml'

/** The theme of a workspace that has none: every value is the tool's own. */
export const noTheme: SourceFile = { file: themeFile, source: '', hash: 'none' }

export type Theme = z.output<typeof themeSchema>

/** Reads the theme, defaults filled in; reports what does not fit and then gives nothing. */
export function readTheme({ file, source }: SourceFile, report: Report): YamlResult<Theme> | undefined {
  return readYaml({ file, source, start: 0, end: source.length }, themeSchema, report)
}
