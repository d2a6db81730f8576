import type { z } from 'zod'
import type { Report } from '../diagnostics/index.ts'
import type { SourceFile } from './read-source.ts'
import { readYaml, type YamlResult } from './read-yaml.ts'
import { themeSchema } from './theme-schema.ts'

export type Theme = z.output<typeof themeSchema>

/** Reads the theme, defaults filled in; reports what does not fit and then gives nothing. */
export function readTheme({ file, source }: SourceFile, report: Report): YamlResult<Theme> | undefined {
  return readYaml({ file, source, start: 0, end: source.length }, themeSchema, report)
}
