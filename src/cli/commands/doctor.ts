import type { Command } from 'commander'
import { inspectHouse } from '#app'
import { withHouse } from '../with-house.ts'

const marks = { well: 'ok  ', care: 'mind', unwell: 'BAD ' } as const

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look whether everything is well; ends with 3 where something is not')
    .option('--json', 'print the findings as JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      const findings = await withHouse(inspectHouse)
      if (json) process.stdout.write(`${JSON.stringify({ findings })}\n`)
      else for (const { state, words } of findings) process.stdout.write(`${marks[state]}  ${words}\n`)
      if (findings.some((finding) => finding.state === 'unwell')) process.exitCode = 3
    })
}
