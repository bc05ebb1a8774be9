/** A line that counts: rewritten in place on a terminal, one line every few seconds elsewhere. */
export interface Progress {
  step(done: number, total: number, words: string): void
  end(): void
}

const quietMs = 5_000
const terminalMs = 100

export function openProgress(to: NodeJS.WriteStream = process.stderr): Progress {
  let last = -Infinity
  let open = false
  return {
    step(done, total, words) {
      const now = performance.now()
      if (now - last < (to.isTTY ? terminalMs : quietMs) && done !== total) return
      last = now
      const line = `vitrine: ${done} of ${total} ${words}`
      if (to.isTTY) {
        to.write(`\r\x1b[2K${line.slice(0, (to.columns || 80) - 1)}`)
        open = true
      } else {
        to.write(`${line}\n`)
      }
    },
    end() {
      if (open) to.write('\n')
    },
  }
}
