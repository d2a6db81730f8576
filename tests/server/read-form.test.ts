import { describe, expect, it } from 'vitest'
import { mostBodyBytes, readForm } from '../../src/server/read-form.ts'

function posted(body: ReadableStream<Uint8Array> | string, headers: Record<string, string> = {}): Request {
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const init = { method: 'POST', body, headers: { ...type, ...headers }, duplex: 'half' }
  return new Request('http://localhost/', init as RequestInit)
}

describe('a form', () => {
  it('has every value of a field', async () => {
    expect(await readForm(posted('a=1&b=%C3%A9+x&a=2&c'))).toEqual({
      fields: new Map([
        ['a', ['1', '2']],
        ['b', ['é x']],
        ['c', ['']],
      ]),
    })
  })

  it('may be as large as the limit, and no larger', async () => {
    expect(await readForm(posted(`a=${'x'.repeat(mostBodyBytes - 2)}`))).toHaveProperty('fields')
    expect(await readForm(posted(`a=${'x'.repeat(mostBodyBytes - 1)}`))).toEqual({ status: 413 })
  })

  it('is not read at all when it says that it is too large', async () => {
    let pulls = 0
    const body = new ReadableStream<Uint8Array>({ pull: () => void (pulls += 1) }, { highWaterMark: 0 })
    expect(await readForm(posted(body, { 'content-length': '104857600' }))).toEqual({ status: 413 })
    expect(pulls).toBe(0)
  })

  it('is cut where it goes on without an end', async () => {
    let sent = 0
    const piece = new Uint8Array(16 * 1024)
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += piece.length
        controller.enqueue(piece)
      },
    })
    expect(await readForm(posted(body))).toEqual({ status: 413 })
    expect(sent).toBeLessThan(4 * mostBodyBytes)
  })

  it('is given up when it does not come', async () => {
    expect(await readForm(posted(new ReadableStream({})), 30)).toEqual({ status: 408 })
  })

  it('is none when the line breaks', async () => {
    const body = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(new Error('reset')) })
    expect(await readForm(posted(body))).toEqual({ status: 400 })
  })

  it('is empty where there is no body', async () => {
    expect(await readForm(new Request('http://localhost/', { method: 'POST' }))).toEqual({
      fields: new Map(),
    })
  })

  it('takes no files', async () => {
    const form = new FormData()
    form.set('a', '1')
    form.set('b', new Blob(['x']), 'b.txt')
    const request = new Request('http://localhost/', { method: 'POST', body: form })
    expect(await readForm(request)).toEqual({ fields: new Map([['a', ['1']]]) })
  })
})
