import { describe, expect, it } from 'vitest'
import {
  createMessageIds,
  markOf,
  messageIdsOf,
  readMessageId,
} from '../../../src/delivery/letters/message-ids.ts'

const manifest = JSON.stringify({ sender: { name: 'Side by Side', address: 'news@example.org' } })

describe('the Message-IDs of a send', () => {
  it('are of the sender that it was planned with', () => {
    const ids = messageIdsOf({ planHash: 'abc', manifest })
    expect(ids(7)).toBe(createMessageIds('abc', 'news@example.org')(7))
    expect(ids(7)).toBe(`<${markOf('abc')}.7@example.org>`)
  })

  it.each(['{}', '{"sender":null}', 'no JSON'])('are not made up where what was kept is %s', (kept) => {
    expect(messageIdsOf({ planHash: 'abc', manifest: kept })(7)).toBe('')
  })

  it.each([
    ['<9102c3020a471704.12@example.org>', { mark: '9102c3020a471704', deliveryId: 12 }],
    [' 9102c3020a471704.12@example.org', { mark: '9102c3020a471704', deliveryId: 12 }],
    ['<9102c3020a47170.12@example.org>', undefined],
    ['<0100018c-5f@eu-west-1.amazonses.com>', undefined],
    ['', undefined],
  ])('say which letter %s is of', (text, read) => {
    expect(readMessageId(text)).toEqual(read)
  })
})
