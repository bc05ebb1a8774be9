import * as z from 'zod'

/*
 * The format of an export, in which one Vitrine gives it and another reads it. What is written is parsed by these too, so
 * that an export which is not as `schema.json` says is an error here and not a surprise there. A change that a reader
 * must know of gets a new number.
 */
export const exportFormat = 'vitrine-export/1'

const Instant = z.iso.datetime().meta({ description: 'RFC 3339, UTC' })

/** What a row or a picture holds: text, numbers, lists. Bytes are in hexadecimal, instants in RFC 3339. */
const Value = z.json()

const ColumnDocument = z.strictObject({
  label: z.string().meta({ description: 'What it is, in plain words' }),
  why: z.string().meta({ description: 'Why it is held' }),
  category: z.string(),
  identifies: z
    .string()
    .meta({ description: 'Whether it identifies you: by itself, together with other data, or not' }),
  purposes: z.array(z.string()),
  basis: z.string().meta({ description: 'The lawful ground' }),
  audience: z.string().meta({ description: 'Who may see it' }),
  retention: z.string().meta({ description: 'How long it is kept' }),
  erase: z.string().meta({ description: 'What becomes of it when you close your account' }),
  sealed: z.boolean().meta({ description: 'Whether it is stored sealed under a key of your own' }),
  given: z.boolean().meta({ description: 'False for what would only help a thief: hashes and keys. It has no values' }),
})

/** Everything that one store holds on the person: `data/{store}.json`. */
export const StoreDocument = z.strictObject({
  format: z.literal(exportFormat),
  store: z.string().meta({ description: 'The name of the store on the data map' }),
  label: z.string(),
  columns: z.record(z.string(), ColumnDocument),
  count: z.int().meta({ description: 'How many rows are held; none is given where no column is' }),
  rows: z.array(z.record(z.string(), Value)),
})
export type StoreDocument = z.output<typeof StoreDocument>

/** What is said of a picture, beside its file: `pictures/{name}.json`. */
export const PictureDocument = z.strictObject({
  format: z.literal(exportFormat),
  id: z.string(),
  /** The path of the file in the zip; null where there is none, for example of an upload that was refused. */
  file: z.string().nullable().meta({ description: 'Path in the zip; null where no file is kept' }),
  sha256: z.string().nullable().meta({ description: 'Of the file, in hexadecimal' }),
  sizeBytes: z.int().nullable(),
  thumbnail: z.string().nullable().meta({ description: 'Path in the zip of a small one to look at' }),
  title: z.string(),
  description: z.string(),
  alt: z.string(),
  tags: z.array(z.string()),
  licence: z.string(),
  attribution: z.string().meta({ description: 'Whom to credit; empty where that is you' }),
  visibility: z.string(),
  status: z.string(),
  page: z.string().meta({ description: 'Where it was when the export was made' }),
  createdAt: Instant,
  deletedAt: Instant.nullable(),
})
export type PictureDocument = z.output<typeof PictureDocument>

/** What is in the zip: `export.json`. It comes last, so that it names what is there and nothing else. */
export const ManifestDocument = z.strictObject({
  format: z.literal(exportFormat),
  origin: z.string().meta({ description: 'The address of the installation' }),
  username: z.string(),
  profile: z.strictObject({ displayName: z.string().nullable(), about: z.string().nullable() }),
  madeAt: Instant,
  stores: z.array(
    z.strictObject({ store: z.string(), label: z.string(), json: z.string(), csv: z.string(), rows: z.int() }),
  ),
  pictures: z.array(z.strictObject({ id: z.string(), document: z.string(), file: z.string().nullable() })),
  /** Pictures that were deleted while the export was made. */
  gone: z.array(z.string()).meta({ description: 'Numbers of pictures that went while this was made' }),
})
export type ManifestDocument = z.output<typeof ManifestDocument>

/** Rows of a kind that the person asks for first: `consents.json`, `access-log.json`. */
export const RowsDocument = z.strictObject({
  format: z.literal(exportFormat),
  about: z.string(),
  stores: z.array(StoreDocument.omit({ format: true })),
})
export type RowsDocument = z.output<typeof RowsDocument>

/** Everything held, without files, as `GET /api/v1/me/data` answers it. */
export const DataDocument = z.strictObject({
  format: z.literal(exportFormat),
  origin: z.string(),
  username: z.string(),
  madeAt: Instant,
  stores: z.array(StoreDocument.omit({ format: true })),
})
export type DataDocument = z.output<typeof DataDocument>

/** JSON Schema (2020-12) of every document in the zip, by the paths that it is for. */
export function exportSchema(): Readonly<Record<string, unknown>> {
  const documents = {
    'export.json': ManifestDocument,
    'data/*.json': StoreDocument,
    'pictures/*.json': PictureDocument,
    'consents.json': RowsDocument,
    'access-log.json': RowsDocument,
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: exportFormat,
    description: 'The documents of an export, by their paths in the zip. A star stands for any name.',
    $defs: Object.fromEntries(
      Object.entries(documents).map(([path, schema]) => [path, z.toJSONSchema(schema, { target: 'draft-2020-12' })]),
    ),
  }
}
