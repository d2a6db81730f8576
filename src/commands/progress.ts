import type { Terminal } from './terminal.ts'

/** Shows how far a command is: a bar on a terminal, a line for each stage when piped, nothing when quiet. */
export interface Progress {
  (stage: string, done: number, total: number): void
  end: () => void
}

const width = 24
const redrawMs = 80

/** Makes the progress of one command; `now` gives milliseconds. */
export function createProgress(
  terminal: Terminal,
  quiet: boolean,
  now: () => number = () => performance.now(),
): Progress {
  let lastStage = ''
  let lastDrawn = -Infinity
  let stageStart = 0
  const show = (stage: string, done: number, total: number): void => {
    if (quiet) return
    const isNew = stage !== lastStage
    if (isNew) stageStart = now()
    lastStage = stage
    if (!terminal.interactive) return isNew ? terminal.err(`${stage}: ${total}\n`) : undefined
    if (!isNew && done < total && now() - lastDrawn < redrawMs) return
    lastDrawn = now()
    terminal.err(`\r\u001B[K${bar(stage, done, total, now() - stageStart)}`)
  }
  return Object.assign(show, {
    end: () => terminal.interactive && !quiet && lastStage && terminal.err('\r\u001B[K'),
  })
}

function bar(stage: string, done: number, total: number, elapsedMs: number): string {
  const share = total > 0 ? done / total : 1
  const filled = Math.round(share * width)
  const rate = elapsedMs > 0 ? (done / elapsedMs) * 1000 : 0
  const left = rate > 0 && done < total ? `, ${formatSeconds((total - done) / rate)} left` : ''
  return `${stage} ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}${rate >= 1 ? `, ${Math.round(rate)}/s` : ''}${left}`
}

function formatSeconds(seconds: number): string {
  return seconds < 60
    ? `${Math.ceil(seconds)} s`
    : `${Math.floor(seconds / 60)} min ${Math.ceil(seconds % 60)} s`
}
