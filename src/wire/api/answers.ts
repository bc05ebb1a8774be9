import * as z from 'zod'

/*
 * The shapes of requests and answers. What is sent is written by these, so an answer that differs from its description is an error
 * here and not a surprise there.
 */

/** The form of an upload, for the description only: what the fields may hold is decided by `ReceiveInput`. */
export const UploadForm = z.object({
  file: z.string().meta({ format: 'binary', description: 'PNG, JPEG, WebP, GIF or AVIF' }),
  title: z.string().optional(),
  description: z.string().optional(),
  alt: z.string().optional(),
  tags: z.string().optional().meta({ description: 'Separated by commas' }),
  licence: z.string().optional(),
  attribution: z.string().optional(),
  visibility: z.enum(['public', 'unlisted', 'private']).optional(),
})

const fact = <Schema extends z.ZodType>(schema: Schema) => schema.nullable()

/** A picture. Facts are null until it is ready. */
export const ImageAnswer = z.object({
  id: z.string().meta({ example: 'img_01h455vb4pex5vsknk084sn02q' }),
  status: z.enum(['processing', 'ready', 'refused']),
  refusal: z.object({ code: z.string(), message: z.string() }).nullish(),
  title: z.string(),
  description: z.string(),
  alt: z.string(),
  tags: z.array(z.string()).readonly(),
  licence: z.object({ code: z.string(), name: z.string(), url: z.string().nullable(), attribution: z.string() }),
  attribution: z.string(),
  visibility: z.enum(['public', 'unlisted', 'private']),
  author: z.object({ username: z.string(), displayName: z.string().optional() }).nullable(),
  isOwn: z.boolean(),
  width: fact(z.int()),
  height: fact(z.int()),
  bytes: fact(z.int()),
  format: fact(z.enum(['png', 'jpeg', 'webp', 'gif', 'avif'])),
  animated: fact(z.boolean()),
  contentHash: z.string(),
  pixelHash: fact(z.string()),
  transparency: fact(z.object({ verdict: z.enum(['opaque', 'transparent', 'fake']), share: z.number().min(0).max(1) })),
  palette: fact(z.array(z.string()).readonly()),
  thumbhash: fact(z.string()),
  variants: z
    .array(
      z.object({
        width: z.int(),
        height: z.int(),
        format: z.string(),
        animated: z.boolean(),
        url: z.url(),
        bytes: z.int(),
      }),
    )
    .readonly(),
  page: z.url(),
  download: z.url(),
  createdAt: z.iso.datetime(),
})
export type ImageAnswer = z.input<typeof ImageAnswer>

/** The answer to an upload; `duplicate` where it is here already: the same file, or the same pixels in another. */
export const ReceivedAnswer = ImageAnswer.extend({ duplicate: z.enum(['exact', 'pixels']).optional() })

export const ImageListAnswer = z.object({
  items: z.array(ImageAnswer),
  nextCursor: z.string().nullable(),
  corrections: z.array(z.object({ from: z.string(), to: z.string() })).readonly(),
  /** Counted up to 1000, with the first page only. */
  total: z.int().optional(),
})
export type ImageListAnswer = z.input<typeof ImageListAnswer>

export const TagListAnswer = z.object({
  items: z.array(z.object({ tag: z.string(), pictures: z.int() })),
  nextCursor: z.null(),
})

export const ProfileAnswer = z.object({
  username: z.string(),
  displayName: z.string().optional(),
  about: z.string().optional(),
  isOwn: z.boolean(),
  memberSince: z.string().meta({ example: '2026-01' }),
})

export const MeAnswer = z.object({ username: z.string(), scopes: z.array(z.string()) })

/** A copy of everything held on the owner of the key. */
export const ExportAnswer = z.object({
  id: z.string().meta({ example: 'exp_01h455vb4pex5vsknk084sn02q' }),
  status: z.enum(['working', 'ready']),
  createdAt: z.iso.datetime(),
  readyAt: fact(z.iso.datetime()),
  expiresAt: z.iso.datetime().meta({ description: 'When it is removed' }),
  sizeBytes: fact(z.int()),
  progress: z.object({
    rowsDone: z.int(),
    rowsTotal: z.int(),
    picturesDone: z.int(),
    picturesTotal: z.int(),
    bytesDone: z.int(),
  }),
  page: z.url().meta({ description: 'Where its owner downloads it, signed in: no key opens it' }),
})
export type ExportAnswer = z.input<typeof ExportAnswer>

/** RFC 9457. */
const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
})

/** What every endpoint may answer instead. */
export const refusals = {
  '4xx': {
    description: 'Refused. `code` says why and never changes.',
    content: { 'application/problem+json': { schema: Problem } },
  },
} as const
