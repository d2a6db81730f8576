import { z } from 'zod'

const count = z.int().min(0)
const time = z.iso.datetime()
const who = z.strictObject({ by: z.string(), at: time })

const totals = z
  .strictObject({
    planned: count.describe('Rows of the ledger that were frozen when the send was planned.'),
    accepted: count,
    refused: count,
    suppressed: count,
    cancelled: count,
    uncertain: count.describe('Handed to a server whose answer was never seen.'),
    waiting: count.describe('Not sent yet: waiting, taken by a sender, or put off by a server.'),
    handedOver: count.describe('On the wire at this moment: only while a process sends.'),
  })
  .describe('planned = all the others together.')

const byGroup = {
  accepted: count,
  refused: count,
  deferred: count.describe('Put off by the server for now.'),
  uncertain: count,
  waiting: count,
  other: count.describe('Suppressed, cancelled or on the wire.'),
  total: count,
}

const sendInfo = z.strictObject({
  id: z.int(),
  issue: z.string(),
  subject: z.string(),
  state: z.enum(['planned', 'scheduled', 'sending', 'paused', 'complete', 'cancelled', 'expired']),
  planHash: z.string(),
  contentHash: z.string(),
  segment: z.string().nullable(),
  planned: who,
  confirmed: who.nullable(),
  started: who.nullable(),
  endedAt: time.nullable(),
  scheduledFor: time.nullable(),
  expiresAt: time.nullable(),
  pauseReason: z.string().nullable(),
  mustReconcile: z.boolean().describe('Restored from a backup: the officer decides before anything goes.'),
})

const sendOfIssue = z.strictObject({
  id: z.int(),
  state: sendInfo.shape.state,
  began: z.boolean().describe('Whether letters of it went, or may have.'),
  planned: who,
  started: who.nullable(),
  endedAt: time.nullable(),
  totals,
  reconciles: z.boolean(),
  repeats: count,
})

const refusal = z.strictObject({
  code: z.int().nullable(),
  enhanced: z.string().nullable().describe('The code of RFC 3463, such as 5.1.1.'),
  words: z.string().describe('What the servers said, with addresses and numbers left out.'),
  count,
  domains: z.array(z.string()).describe('The first few domains that said so.'),
})

const acceptance = z.strictObject({
  bucketSeconds: z.int().min(0),
  buckets: z.array(z.strictObject({ from: time, accepted: count, refused: count, acceptedSoFar: count })),
})

const event = z.strictObject({ at: time, kind: z.string(), by: z.string().nullable(), detail: z.string() })

/** `send report --json`. */
export const sendReportSchema = z
  .strictObject({
    generatedAt: time,
    publication: z.string(),
    send: sendInfo,
    totals,
    reconciles: z.boolean().describe('Whether the totals add up to what was planned.'),
    reconciliation: z.string().describe('The same in words.'),
    steady: z.boolean().describe('Whether nothing changed while the report was counted.'),
    repeats: count.describe('Further letters to members who said that theirs never came.'),
    sends: z
      .array(sendOfIssue)
      .describe(
        'Every send of the issue, this one too, the oldest first. What went in one that was cancelled went all the same; who had it then is suppressed in the next, as had-it.',
      ),
    acceptedOfIssue: count.describe('Letters accepted in all sends of the issue together, without repeats.'),
    byVariant: z.array(z.strictObject({ variant: z.string(), ...byGroup })),
    byDomain: z.strictObject({
      domains: z.array(z.strictObject({ domain: z.string(), ...byGroup })),
      rest: z
        .strictObject({ domains: count, ...byGroup })
        .nullable()
        .describe('All smaller ones together.'),
    }),
    refusals: z.array(refusal),
    uncertain: z.strictObject({
      listed: z.array(
        z.strictObject({
          member: z.string(),
          address: z.string(),
          variant: z.string(),
          handedAt: time.nullable(),
          reason: z.string(),
        }),
      ),
      more: count.describe('Those not listed here; the proof has them all.'),
    }),
    suppressed: z.array(z.strictObject({ reason: z.string(), count })),
    unsubscribes: z
      .strictObject({ total: count, byReason: z.array(z.strictObject({ reason: z.string(), count })) })
      .describe('Members of this send who left after it began.'),
    acceptance,
    pace: z.strictObject({
      perSecond: z.number().describe('Letters a second over the time in which letters went.'),
      busiestMinute: z.strictObject({ at: time, letters: count }).nullable(),
      activeMinutes: count.describe('Minutes in which a letter was settled.'),
    }),
    events: z.array(event).describe('What people and the tool did, in order.'),
    moreEvents: count,
    promise: z
      .enum(['one-letter', 'weaker'])
      .describe('weaker: another transport was used, which does not show when a letter is complete.'),
  })
  .describe('What became of one send.')

export type SendReport = z.infer<typeof sendReportSchema>
export type SendInfo = SendReport['send']
