import { hourMs, later } from '#platform/clock'
import type { Breach, BreachFacts, BreachState, Severity } from './breach.ts'

/** The authority is told within 72 hours of becoming aware (GDPR 33, 1). */
export const authorityHoursMax = 72

/** Pure: when the authority has to have been told. */
export const dueAt = ({ noticedAt }: Pick<BreachFacts, 'noticedAt'>): Date =>
  later(noticedAt, authorityHoursMax * hourMs)

export const reminderStages = ['24 hours', '6 hours', 'overdue'] as const
export type ReminderStage = (typeof reminderStages)[number]
const hoursLeftAt: Readonly<Record<ReminderStage, number>> = { '24 hours': 24, '6 hours': 6, overdue: 0 }

/** Pure: the last stage of the clock that has come, or null before the first, and once the question is settled. */
export function stageOf(
  breach: Pick<BreachFacts, 'noticedAt'> & { readonly state: BreachState },
  now: Date,
): ReminderStage | null {
  if (breach.state !== 'open') return null
  const leftMs = dueAt(breach).getTime() - now.getTime()
  return reminderStages.findLast((stage) => leftMs <= hoursLeftAt[stage] * hourMs) ?? null
}

export const steps = ['report', 'not-reportable', 'close', 'reopen'] as const
export type Step = (typeof steps)[number]

/** What each step leads to. */
export const stateAfter: Readonly<Record<Step, BreachState>> = {
  report: 'reported',
  'not-reportable': 'not-reportable',
  close: 'closed',
  reopen: 'open',
}

const from: Readonly<Record<Step, readonly BreachState[]>> = {
  // What was first thought harmless can still be reported.
  report: ['open', 'not-reportable'],
  'not-reportable': ['open'],
  close: ['reported', 'not-reportable'],
  reopen: ['closed'],
}

export const stepReasons = {
  'not-from-here': 'This step does not follow from where the entry stands.',
  'delay-unexplained': 'The 72 hours are over: say why it is late. The authority asks for the reasons (GDPR 33, 1).',
  'reasons-missing': 'Say why the authority need not be told.',
  'not-unlikely':
    'Only what is unlikely to harm anybody need not be reported. Change the severity first, with reasons.',
  'measures-missing': 'Write down what was done before you close it.',
  'people-not-told': 'A high risk has to be told to the people concerned before it is closed (GDPR 34, 1).',
} as const
export type StepReason = keyof typeof stepReasons

/** Pure: why a step cannot be taken now, or null where it can. @param note what is said with it */
export function stepBlockedBy(
  step: Step,
  breach: Pick<Breach, 'state' | 'severity' | 'measures' | 'noticedAt' | 'noticeTo'>,
  note: string,
  now: Date,
): StepReason | null {
  if (!from[step].includes(breach.state)) return 'not-from-here'
  switch (step) {
    case 'report':
      return now > dueAt(breach) && note === '' ? 'delay-unexplained' : null
    case 'not-reportable':
      if (breach.severity !== 'unlikely') return 'not-unlikely'
      return note === '' ? 'reasons-missing' : null
    case 'close':
      if (breach.measures === '') return 'measures-missing'
      return breach.severity === 'high' && breach.noticeTo === null ? 'people-not-told' : null
    case 'reopen':
      return null
  }
}

/** Pure: the steps that lead on from a state, whatever they take. */
export const stepsFrom = (state: BreachState): readonly Step[] => steps.filter((step) => from[step].includes(state))

const names: Readonly<Record<keyof BreachFacts, string>> = {
  title: 'Title',
  happened: 'What happened',
  noticedAt: 'Noticed',
  categories: 'Kinds of data',
  peopleCount: 'People concerned',
  severity: 'Severity',
  severityReasons: 'Reasons',
  consequences: 'Likely consequences',
  measures: 'Measures',
}

export const severityInWords: Readonly<Record<Severity, string>> = {
  unlikely: 'unlikely to harm anybody',
  risk: 'likely to harm people',
  high: 'likely to harm people gravely',
}

/** What is known, in words, by the name of each fact. */
export function factsInWords(facts: BreachFacts): Readonly<Record<keyof BreachFacts, string>> {
  return {
    title: facts.title,
    happened: facts.happened,
    noticedAt: facts.noticedAt.toISOString(),
    categories: facts.categories.join(', '),
    peopleCount: facts.peopleCount === null ? 'not known' : String(facts.peopleCount),
    severity: severityInWords[facts.severity],
    severityReasons: facts.severityReasons,
    consequences: facts.consequences,
    measures: facts.measures,
  }
}
export const factNames = names

/** Pure: what differs between two states of what is known, one line each. */
export function changesBetween(before: BreachFacts, after: BreachFacts): readonly string[] {
  const [was, is] = [factsInWords(before), factsInWords(after)]
  return (Object.keys(names) as (keyof BreachFacts)[]).flatMap((key) =>
    was[key] === is[key] ? [] : [`${names[key]}: ${was[key] || 'nothing'} → ${is[key] || 'nothing'}`],
  )
}
