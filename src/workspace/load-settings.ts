import type { Report } from '../diagnostics/index.ts'
import type { Brand, Settings } from '../model/settings.ts'
import { checkContrast, type PlaceOfColour } from './check-contrast.ts'
import { noTheme } from './known-files.ts'
import type { SourceFile } from './read-source.ts'
import { readTheme, type Theme } from './read-theme.ts'
import { readYaml, type YamlResult } from './read-yaml.ts'
import { settingsSchema, type SettingsInput } from './settings-schema.ts'

/**
 * Reads the publication's settings, and the theme that they may differ from; reports what does not fit in either and
 * then gives nothing. Reports colours that cannot be read well.
 */
export function loadSettings(source: SourceFile, report: Report, theme = noTheme): Settings | undefined {
  const input = { file: source.file, source: source.source, start: 0, end: source.source.length }
  const result = readYaml(input, settingsSchema, report)
  const themeResult = readTheme(theme, report)
  if (!result || !themeResult || !crossFieldRulesHold(result, report)) return undefined
  const settings = normalise(result.value, themeResult.value)
  checkContrast(settings.brand, placeOfColour(result, themeResult), report)
  return settings
}

function placeOfColour(settings: YamlResult<SettingsInput>, theme: YamlResult<Theme>): PlaceOfColour {
  return (mode, name) => {
    if (settings.has('brand', mode, name)) return settings.placeOf('brand', mode, name)
    return theme.has(mode, name) ? theme.placeOf(mode, name) : undefined
  }
}

/** What one key says must fit what another says. */
function crossFieldRulesHold(result: YamlResult<SettingsInput>, report: Report): boolean {
  const holds = [seriesAreApart(result, report), feedsKeepTheGate(result, report)]
  return holds.every(Boolean)
}

function seriesAreApart({ value, placeOf }: YamlResult<SettingsInput>, report: Report): boolean {
  const seen = new Set<string>()
  let holds = true
  value.series.forEach(({ id }, index) => {
    if (seen.has(id)) {
      holds = false
      const place = placeOf('series', index, 'id')
      report({
        rule: 'workspace/invalid-setting',
        message: `Unexpected second series \`${id}\`, expected each id once`,
        file: place.file,
        place,
      })
    }
    seen.add(id)
  })
  return holds
}

/** A feed is read by programs that cannot sign in, so what it gives is given to everybody who has its address. */
function feedsKeepTheGate({ value, placeOf }: YamlResult<SettingsInput>, report: Report): boolean {
  const { access, feeds } = value.archive
  if (access !== 'members' || feeds !== 'full') return true
  const place = placeOf('archive', 'feeds')
  report({
    rule: 'workspace/invalid-setting',
    message: 'Unexpected feeds with the `full` text of an archive for members, expected `summary` or `none`',
    file: place.file,
    place,
  })
  return false
}

function normalise(input: SettingsInput, theme: Theme): Settings {
  const {
    serviceUrl,
    reason,
    brand,
    series,
    attributes,
    description,
    replyTo,
    delivery,
    archive,
    ...others
  } = input
  const { leavingMailbox, ...rest } = others
  return {
    ...rest,
    ...(description !== undefined && { description }),
    ...(replyTo !== undefined && { replyTo }),
    serviceUrl: serviceUrl ?? rest.baseUrl,
    reason: reason ?? `You get this because you are a member of ${rest.organisation}.`,
    ...(leavingMailbox && { leavingMailbox }),
    delivery: allDefined(delivery),
    brand: mergeBrand(brand, theme),
    series: series.map(withoutUndefined),
    archive: { ...archive, feeds: archive.feeds ?? (archive.access === 'members' ? 'summary' : 'full') },
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, withoutUndefined(value)]),
    ),
  }
}

/** The theme, with what the settings have in its place. */
function mergeBrand(
  { logo, logoAlt, colours, darkColours, fonts }: SettingsInput['brand'],
  theme: Theme,
): Brand {
  return {
    ...withoutUndefined({ logo, logoAlt }),
    colours: { ...theme.colours, ...withoutUndefined(colours ?? {}) },
    darkColours: { ...theme.darkColours, ...withoutUndefined(darkColours ?? {}) },
    fonts: { ...theme.fonts, ...withoutUndefined(fonts ?? {}) },
    measures: theme.measures,
  }
}

/** The same for what is nested: settings are plain data. */
function allDefined(delivery: SettingsInput['delivery']): Settings['delivery'] {
  return JSON.parse(JSON.stringify(delivery)) as Settings['delivery']
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** zod gives optional keys as `T | undefined`; the model says that a key is there or not. */
export function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Defined<T>
}
