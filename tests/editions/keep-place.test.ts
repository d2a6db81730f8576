import { describe, expect, it } from 'vitest'
import { keepPlace } from '../../src/editions/email/index.ts'
import { makeSettings } from '../server/service-fixture.ts'

const settings = {
  ...makeSettings(['archive: { access: members }']),
  baseUrl: 'https://members.example.org/news',
}
const home = 'https://members.example.org/news'

describe('the place in an address of a letter', () => {
  it.each([
    [`${home}/glossary/#icb`, `${home}/glossary/?to=icb#icb`],
    [`${home}/articles/a/#gl%C3%A2n`, `${home}/articles/a/?to=gl%C3%A2n#gl%C3%A2n`],
    [`${home}/articles/a/?b=1#c&d`, `${home}/articles/a/?b=1&to=c%26d#c&d`],
    [`${home}/articles/a/#50%`, `${home}/articles/a/?to=50%25#50%`],
  ])('is in its query too, where the archive is for members: %s', (address, kept) => {
    expect(keepPlace(address, settings)).toBe(kept)
  })

  it.each([
    `${home}/articles/a/`,
    `${home}/articles/a/#`,
    'https://members.example.org/newsagent/#a',
    'https://example.org/#a',
    'mailto:a@example.org',
    '#a',
  ])('adds nothing to %s', (address) => {
    expect(keepPlace(address, settings)).toBe(address)
  })

  it('adds nothing where everybody reads the archive', () => {
    const open = { ...settings, archive: { ...settings.archive, access: 'public' as const } }
    expect(keepPlace(`${home}/glossary/#icb`, open)).toBe(`${home}/glossary/#icb`)
  })
})
