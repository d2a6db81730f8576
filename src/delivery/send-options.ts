import type { Database } from '../database/index.ts'
import type { DeliverySettings } from '../model/settings.ts'
import type { Clock } from './clock.ts'
import type { DeliveryCounts } from './count-deliveries.ts'
import type { LetterMaker } from './delivery.ts'
import type { OnStep } from './group-commit.ts'
import type { Pace, StopRule } from './pace-contract.ts'
import type { Progress } from './progress.ts'
import type { Transport } from './transport.ts'

export interface SendOptions {
  database: Database
  /** The database's file: the locks of the processes that send lie beside it. */
  databaseFile: string
  sendId: number
  /** Who sends. */
  by: string
  transport: Transport
  letters: LetterMaker
  pace: Pace
  stop: StopRule
  clock: Clock
  /** Lines to the server over all processes that send; this one takes its share. */
  connections: number
  retry: DeliverySettings['retry']
  /** How often in a row a line may fail before the send pauses. */
  connectionTries: number
  /**
   * How long a send that paused because of the server, or waits for a database that is locked or full, tries to go
   * on by itself. Default: ten minutes.
   */
  patienceMs?: number
  /** Hears how the send stands, about twice a second and at the end. */
  onProgress?: (progress: Progress) => void
  /** Hears of each step, so that tests can end the process at any of them. */
  onStep?: OnStep
  /** Keeps what goes out, before the first letter and only where the send begins; false where that failed. */
  keep?: () => boolean
  /** Ends this process's part: letters under way come to their end, the others are given back. */
  signal?: AbortSignal
}

export interface SendResult {
  /**
   * `refused`: the send may not go, and nothing was done. `stopped`: the signal, or a database that could not be
   * written for longer than our patience; another run takes it up.
   */
  state: 'complete' | 'paused' | 'cancelled' | 'stopped' | 'refused'
  reason?: string
  counts: DeliveryCounts
}
