import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { Refusal } from '#platform/refusal'
import { print, withHouse } from '../with-house.ts'

interface Options {
  readonly company: string
  readonly region: string
  readonly agreement: string
  readonly file?: string
  readonly signed?: string
  readonly ends?: string
  readonly review: string
  readonly json?: boolean
}

export function addVendor(program: Command): void {
  program
    .command('vendor')
    .description('companies that get data')
    .command('confirm-mail')
    .description('enter who runs the mail server of SMTP_URL, so that letters leave; nothing else is sent there')
    .requiredOption('--company <name>', 'who runs it; your own name where it is you')
    .requiredOption('--region <country>', 'where it stands, written as STORAGE_REGION is')
    .requiredOption('--agreement <kind>', 'own, dpa, scc or adequacy')
    .option('--file <path>', 'the signed agreement; only its SHA-256 is kept')
    .option('--signed <day>', 'when it was signed, as 2026-01-31')
    .option('--ends <day>', 'its last day, if it has one')
    .requiredOption('--review <day>', 'until when you look at it again; after that day nothing leaves')
    .option('--json', 'print the result as JSON')
    .action(async (options: Options) => {
      const fileHash = options.file === undefined ? null : await hashOf(options.file)
      await withHouse(async ({ ctx, house: { vendors } }) => {
        const input = vendors.ConfirmMailInput.parse({
          name: options.company,
          region: options.region,
          agreement: options.agreement,
          fileHash,
          signedOn: options.signed ?? null,
          endsOn: options.ends ?? null,
          reviewOn: options.review,
        })
        const { id } = await vendors.confirmMail(ctx, input)
        print(options.json ?? false, { id }, `${options.company} is entered. Letters that wait leave within a minute.`)
      })
    })
}

async function hashOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch(() => null)
  if (!bytes) throw new Refusal('not-found', 'agreement-not-found', `There is no file ${file}.`)
  return createHash('sha256').update(bytes).digest('hex')
}
