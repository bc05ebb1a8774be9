import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { Refusal } from '#platform/refusal'
import { print, withHouse } from '../with-house.ts'

export function addTaxonomy(program: Command): void {
  program
    .command('taxonomy')
    .description('subjects of pages and ads')
    .command('import')
    .description('take in the published TSV file of the IAB Content Taxonomy 3.1, whole or not at all')
    .argument('<file>', 'the file, as published')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const bytes = await readFile(file).catch(() => null)
      if (!bytes) throw new Refusal('not-found', 'taxonomy-file-not-found', `There is no file ${file}.`)
      await withHouse(async ({ ctx, house: { taxonomy } }) => {
        const imported = await taxonomy.importTaxonomy(ctx, bytes)
        const { added, changed, unchanged, gone } = imported
        print(
          options.json ?? false,
          imported,
          `${added} subjects added, ${changed} changed, ${unchanged} as they were, ${gone} no longer offered.`,
        )
      })
    })
}
