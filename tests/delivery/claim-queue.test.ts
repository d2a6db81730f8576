import { describe, expect, it } from 'vitest'
import { createClaimQueue } from '../../src/delivery/claim-queue.ts'
import type { ClaimedDelivery } from '../../src/delivery/index.ts'

function delivery(id: number, domain: string): ClaimedDelivery {
  const address = `m${id}@${domain}`
  return {
    id,
    sendId: 1,
    memberId: id,
    memberNumber: null,
    address,
    addressKey: address,
    domain,
    variant: 'everyone',
    attempts: 0,
    againOf: null,
    name: '',
    language: '',
    attributes: {},
  }
}

const free = { waitForAny: () => 0, waitFor: () => 0, spacing: () => 0 }
const take = (queue: ReturnType<typeof createClaimQueue>, now: number): number | { id: number } => {
  const found = queue.next(now)
  return typeof found === 'number' ? found : { id: found.id }
}

describe('claimed deliveries', () => {
  it('come in order, and one that was put back comes first', () => {
    const queue = createClaimQueue(free)
    queue.add([1, 2, 3].map((id) => delivery(id, 'a.example')))
    const first = queue.next(0) as ClaimedDelivery
    queue.putBack(first)
    expect([take(queue, 0), take(queue, 0), take(queue, 0)]).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
    expect(take(queue, 0)).toBe(Infinity)
  })

  it('do not wait for a domain that has to; it goes on when its time has come', () => {
    let openAt = 100
    const waitFor = (domain: string, now: number): number =>
      domain === 'slow.example' ? Math.max(0, openAt - now) : 0
    const queue = createClaimQueue({ ...free, waitFor })
    queue.add([delivery(1, 'slow.example'), delivery(2, 'slow.example'), delivery(3, 'a.example')])
    expect(take(queue, 0)).toEqual({ id: 3 })
    expect(take(queue, 0)).toBe(100)
    expect(take(queue, 99)).toBe(1)
    expect(take(queue, 100)).toEqual({ id: 1 })
    openAt = 200
    expect(take(queue, 100)).toBe(100)
    // The clock jumps back: the wait is worked out anew.
    openAt = 10
    expect(take(queue, 0)).toBe(10)
    expect(take(queue, 10)).toEqual({ id: 2 })
  })

  it('wait all together for a limit over all', () => {
    const queue = createClaimQueue({ ...free, waitForAny: (now) => Math.max(0, 50 - now) })
    queue.add([delivery(1, 'a.example')])
    expect(take(queue, 0)).toBe(50)
    expect(take(queue, 50)).toEqual({ id: 1 })
  })

  it('of a large slow domain go back to the ledger, each with a later time, and none is lost', () => {
    const waitFor = (domain: string): number => (domain === 'slow.example' ? 1000 : 0)
    const queue = createClaimQueue({ ...free, waitFor, spacing: () => 10 })
    const all = Array.from({ length: 300 }, (_, index) => delivery(index + 1, 'slow.example'))
    queue.add(all)
    expect(take(queue, 0)).toBeGreaterThan(0)
    expect(take(queue, 0)).toBe(1000)
    const putOff = queue.takePutOff()
    const times = putOff.map(({ until }) => until)
    expect(new Set(times).size).toBe(putOff.length)
    expect(times).toEqual(times.toSorted((one, other) => one - other))
    expect(Math.min(...times)).toBeGreaterThan(1000)
    expect(queue.size() + putOff.length).toBe(300)
    expect(queue.drain()).toHaveLength(300 - putOff.length)
  })
})
