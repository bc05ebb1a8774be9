import { type Datum, type Store, schema, whileNeeded } from '#declaration'

const operations = (label: string, why: string): Datum => ({
  category: 'system.operations',
  identifies: 'no',
  label,
  why,
})

/** The tables of the queue, as graphile-worker 0.18 makes them. What a payload holds is declared job by job. */
export const queueStores: readonly Store[] = [
  schema({
    owner: 'platform/jobs',
    name: 'graphile_worker',
    library: 'graphile-worker',
    label: 'The queue of work',
    subject: 'member',
    purposes: ['site.operate'],
    basis: 'contract',
    audience: 'nobody',
    retention: whileNeeded('the work is done, or was given up and is removed by staff'),
    erase: 'delete-row',
    tables: {
      _private_jobs: {
        ...operations('Work that waits', 'To do it once its time has come, and again where it failed.'),
        identifies: 'combined',
        columns: [
          ...['id', 'job_queue_id', 'task_id', 'payload', 'priority', 'run_at', 'attempts', 'max_attempts'],
          ...['last_error', 'created_at', 'updated_at', 'key', 'locked_at', 'locked_by', 'revision', 'flags'],
          'is_available',
        ],
      },
      jobs: {
        ...operations('Work that waits, without its payload', 'To count what waits.'),
        columns: [
          ...['id', 'queue_name', 'task_identifier', 'priority', 'run_at', 'attempts', 'max_attempts', 'last_error'],
          ...['created_at', 'updated_at', 'key', 'locked_at', 'locked_by', 'revision', 'flags'],
        ],
      },
      _private_job_queues: {
        ...operations('Rows in which work waits', 'To do some work one piece after the other.'),
        columns: ['id', 'queue_name', 'locked_at', 'locked_by', 'is_available'],
      },
      _private_tasks: {
        ...operations('Kinds of work', 'To keep their names once.'),
        columns: ['id', 'identifier'],
      },
      _private_known_crontabs: {
        ...operations('Work that comes round by itself', 'To know when it last did.'),
        columns: ['identifier', 'known_since', 'last_execution'],
      },
      migrations: {
        ...operations('Changes of these tables', 'To apply each once.'),
        columns: ['id', 'ts', 'breaking'],
      },
    },
  }),
]
