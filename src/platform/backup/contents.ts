import * as z from 'zod'

/** What the entries of a backup say about it. `format` is that of this file; another number is another shape. */
export const format = 1

/** The first entry. */
export const Head = z.strictObject({
  format: z.literal(format),
  /** Keeps the files of this backup from being removed until they are in it. */
  holdId: z.uuid(),
  madeAt: z.iso.datetime(),
})
export type Head = z.output<typeof Head>

const Table = z.strictObject({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number().int().min(0),
  /** The numbers of the first entry with its rows, and of the first that is of the next table. */
  from: z.number().int().min(0),
  to: z.number().int().min(0),
})
export type Table = z.output<typeof Table>

/** What was read of the database, after its rows. */
export const DatabaseContents = z.strictObject({
  migrations: z.array(z.strictObject({ name: z.string(), checksum: z.string() })),
  tables: z.array(Table),
  sequences: z.array(z.strictObject({ name: z.string(), lastValue: z.string(), isCalled: z.boolean() })),
})
export type DatabaseContents = z.output<typeof DatabaseContents>

/** The last entry, in a frame with its signature. */
export const Manifest = z.strictObject({
  format: z.literal(format),
  vitrine: z.string(),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  tables: z.number().int(),
  rows: z.number().int(),
  files: z.number().int(),
  fileBytes: z.number().int(),
  /** Files that rows name and that were not there, or not whole, when the backup was made. */
  missing: z.number().int(),
  /** Every entry before this one: its name, size and SHA-256. */
  entries: z.array(z.tuple([z.string(), z.number().int(), z.string()]).readonly()),
})
export type Manifest = z.output<typeof Manifest>

/** The text that is signed, and the signature. */
export const SignedManifest = z.strictObject({ text: z.string(), signature: z.string() })
export type SignedManifest = z.output<typeof SignedManifest>

/** What a signature is bound to. */
export const signatureUse = 'backup-manifest'

export const jsonBytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
export const parseJson = (bytes: Buffer): unknown => JSON.parse(bytes.toString('utf8'))
