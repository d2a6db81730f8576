import type { FilePlace } from '../model/place.ts'
import type { SourceFile } from './read-source.ts'
import { readYaml } from './read-yaml.ts'
import type { Schema } from './schema-issues.ts'
import { placeAt } from './text-place.ts'

/** Takes what there is as it is. */
const anything: Schema<unknown> = {
  safeParse: (data) => ({ success: true, data }),
  toJSONSchema: () => ({}),
}

/** The place of a setting, of its parent if it is not there; asked only when something is wrong with its value. */
export function placeOfSetting({ file, source }: SourceFile, ...keys: string[]): FilePlace {
  const input = { file, source, start: 0, end: source.length }
  const result = readYaml(input, anything, () => undefined)
  return result ? result.placeOf(...keys) : { file, ...placeAt(source, 0) }
}
