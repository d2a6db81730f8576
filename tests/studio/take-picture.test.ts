import { readdirSync } from 'node:fs'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import { makePng } from '../press/workspace-fixture.ts'
import { openStudio, problemIn, type Studio } from './studio-fixture.ts'

let studio: Studio

beforeEach(() => {
  studio = openStudio()
})

const bring = (name: string, bytes: Uint8Array, file = 'articles/first.md'): ReturnType<Studio['ask']> =>
  studio.ask('POST', `/-/pictures?file=${file}&name=${encodeURIComponent(name)}`, { bytes })

describe('a picture', () => {
  it('comes into the folder beside its article, under a name of its own, and a build takes it', async () => {
    const { status, json } = await bring('Branch Meeting, May.PNG', makePng(20, 10))
    expect([status, json]).toEqual([200, { address: 'images/branch-meeting-may.png' }])
    expect(studio.workspace.readBytes('articles/images/branch-meeting-may.png')).toEqual(makePng(20, 10))
    const text = `---\ntitle: One\n---\n\n![A hall](${json.address})\n`
    studio.workspace.write('articles/one.md', text)
    expect((await studio.workspace.json('check')).errors).toEqual([])
  })

  it('comes beside an article in a folder, and beside an issue', async () => {
    studio.workspace.write('articles/2023/one.md', '---\ntitle: One\n---\n')
    expect((await bring('a.png', makePng(), 'articles/2023/one.md')).json.address).toBe('images/a.png')
    expect(readdirSync(`${studio.workspace.root}/articles/2023/images`)).toEqual(['a.png'])
    await bring('a.png', makePng(), 'articles/issues/2023-05.md')
    expect(readdirSync(`${studio.workspace.root}/articles/issues/images`)).toEqual(['a.png'])
  })

  it('replaces no other, and is not put there twice', async () => {
    const addresses: string[] = []
    for (const width of [20, 30, 20, 30, 40])
      addresses.push((await bring('image.png', makePng(width, 10))).json.address)
    expect(addresses).toEqual([
      'images/image.png',
      'images/image-2.png',
      'images/image.png',
      'images/image-2.png',
      'images/image-3.png',
    ])
    expect((await bring('other.png', makePng())).json.address).toBe('images/square.png')
  })

  it.each(['png', 'jpeg', 'webp', 'gif', 'avif', 'tiff'] as const)(
    'has the ending of what it is, whatever it is called: %s',
    async (format) => {
      const bytes = await sharp(makePng(16, 16)).toFormat(format).toBuffer()
      const { address } = (await bring('../../会議.exe', bytes)).json
      expect(address).toBe(`images/picture.${format === 'jpeg' ? 'jpg' : format}`)
      const text = `---\ntitle: One\n---\n\n![A hall](${address})\n`
      studio.workspace.write('articles/one.md', text)
      expect((await studio.workspace.json('check')).errors).toEqual([])
    },
  )

  it.each([
    ['words.png', Buffer.from('404 Not Found')],
    ['nothing.png', Buffer.alloc(0)],
    ['half.png', makePng(200, 200).subarray(0, 200)],
    ['huge.png', makePng(4, 4, { width: 30_000, height: 30_000 })],
    ['phone.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
    ['old.bmp', Buffer.from('BM\x3a\0\0\0\0\0\0\0', 'latin1')],
    ['page.html', Buffer.from('<script>alert(1)</script>')],
  ])('is none where it cannot be published: %s', async (name, bytes) => {
    const before = studio.workspace.tree()
    expect(problemIn(await bring(name, bytes))[0]).toBe(422)
    expect(studio.workspace.tree()).toEqual(before)
  })
})
