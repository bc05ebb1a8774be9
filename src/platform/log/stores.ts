import { type Store, forDays, logField } from '#declaration'
import { lineFieldNames, logFieldNames } from './log.ts'

type FieldName = (typeof lineFieldNames)[number] | (typeof logFieldNames)[number]

const words: Record<FieldName, { readonly label: string; readonly why: string }> = {
  level: { label: 'How bad it is', why: 'To see what needs somebody.' },
  time: { label: 'When it happened', why: 'To see what happened together.' },
  msg: { label: 'What happened', why: 'One of the sentences that stand in the program; no value is put into it.' },
  requestId: { label: 'Number of the request', why: 'To find the lines of one request; drawn anew for each.' },
  route: { label: 'Pattern of the address', why: 'To see which part is slow or fails; never the address asked for.' },
  method: { label: 'Method of the request', why: 'To tell reading from writing.' },
  status: { label: 'Status of the answer', why: 'To see what fails.' },
  durationMs: { label: 'How long it took', why: 'To see what is slow.' },
  job: { label: 'Kind of queued work', why: 'To see what fails.' },
  jobId: { label: 'Number of a piece of queued work', why: 'To find its lines; the queue counts them.' },
  byJobId: { label: 'Number of the work that queued other work', why: 'To follow work that leads to more.' },
  attempt: { label: 'Which try it was', why: 'To see what keeps failing.' },
  code: { label: 'Code of a refusal', why: 'To see what is refused.' },
  count: { label: 'How many', why: 'To follow long work.' },
  sizeBytes: { label: 'Size of a file', why: 'To see what is heavy.' },
  sql: {
    label: 'Text of a query that was slow, without its values',
    why: 'To see which one; what stands for a value is $1, $2 and so on.',
  },
  pixels: { label: 'How many pixels a picture has', why: 'To see what is heavy.' },
  format: { label: 'Format of a picture', why: 'To see what is heavy.' },
  stages: { label: 'How long each part of some work took', why: 'To see which part is slow.' },
  error: { label: 'What went wrong in the program', why: 'To mend it.' },
}

export const logStores: readonly Store[] = [...lineFieldNames, ...logFieldNames].map((name) =>
  logField({
    owner: 'platform/log',
    name,
    ...words[name],
    category: 'system.operations',
    identifies: 'no',
    subject: 'none',
    purposes: ['site.operate'],
    basis: 'none',
    audience: 'staff',
    retention: forDays(10, 'created'),
    erase: 'keep',
  }),
)
