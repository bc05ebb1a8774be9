import { type Store, forDays, table } from '#declaration'

const ofNobody = {
  owner: 'privacy/statistics',
  subject: 'none',
  purposes: ['statistics.count'],
  basis: 'none',
  audience: 'staff',
  erase: 'keep',
} as const

const columns = {
  counted: {
    category: 'system.operations',
    identifies: 'no',
    label: 'Whether a page or a function',
    why: 'To show them apart.',
  },
  pattern: {
    category: 'system.operations',
    identifies: 'no',
    label: 'Which kind of page or function',
    why: 'Its pattern in the code, never the address that was asked for.',
  },
  times: {
    category: 'aggregate.count',
    identifies: 'no',
    label: 'How often it was used',
    why: 'To learn what is worth mending. Below ten it is not shown.',
  },
} as const

export const statisticsStores: readonly Store[] = [
  table({
    ...ofNobody,
    name: 'privacy_statistics_hours',
    label: 'Counts by the hour',
    path: 'nobody',
    limits: [{ after: 'hour', days: 30 }],
    retention: forDays(30, 'created'),
    columns: {
      ...columns,
      hour: {
        category: 'system.operations',
        identifies: 'no',
        label: 'In which hour',
        why: 'To see when much is used.',
      },
    },
  }),
  table({
    ...ofNobody,
    name: 'privacy_statistics_days',
    label: 'Counts by the day',
    path: 'nobody',
    limits: [{ after: 'day', days: 761 }],
    retention: forDays(761, 'created'),
    columns: {
      ...columns,
      day: {
        category: 'system.operations',
        identifies: 'no',
        label: 'On which day',
        why: 'To compare with a year ago.',
      },
    },
  }),
]
