import type { Pace, StopRule } from '../src/delivery/index.ts'

/** As fast as it goes. */
export const unlimited: Pace = {
  waitForAny: () => 0,
  waitFor: () => 0,
  spacing: () => 0,
  begin: () => undefined,
  handedOver: () => undefined,
  end: () => undefined,
  persist: async () => undefined,
  persisted: () => undefined,
}

/** Never stops. */
export const noStop: StopRule = { note: () => undefined }
