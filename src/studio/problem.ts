import { toDiagnostic, type Finding } from '../diagnostics/index.ts'
import { refusalOf } from '../workspace/files/index.ts'
import type { Problem } from './wire.ts'

export type ProblemStatus = 400 | 401 | 403 | 404 | 413 | 415 | 422 | 500 | 503 | 507

/** Thrown where a request cannot be answered as it wants to be: it is answered with this. */
export class RequestProblem extends Error implements Problem {
  readonly status: ProblemStatus
  readonly note: string

  constructor(status: ProblemStatus, message: string, note: string) {
    super(message)
    this.status = status
    this.note = note
  }
}

/** A finding as a problem; `note` is the way out where the finding's own does not fit. */
export function problemOf(finding: Finding, status: ProblemStatus = 422, note?: string): RequestProblem {
  return new RequestProblem(status, finding.message, note ?? toDiagnostic(finding).note)
}

/** What the system refused as a problem; any other error as it is. */
export function problemOfWriting(error: unknown, file: string, note: string): unknown {
  const refusal = refusalOf(error)
  if (refusal === undefined) return error
  const message = `Unexpected refusal to write \`${file}\` (${refusal}), expected a place that can be written`
  return new RequestProblem(507, message, note)
}
