import * as z from 'zod'
import { businessText } from '#accounts/organisations'
import type { AgreementKind } from './agreement.ts'

const whole = (least: number, most: number, standard: number) =>
  z.coerce
    .number({ error: `Give a number from ${least} to ${most}.` })
    .int({ error: 'Give a whole number.' })
    .min(least, { error: `Give ${least} or more.` })
    .max(most, { error: `Give ${most} or less.` })
    .default(standard)

/** What every kind of agreement leaves open. Days are days of UTC. */
const common = {
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/, { error: 'Give a currency by its three letters, as EUR.' })
    .default('USD'),
  paymentDays: whole(1, 90, 30),
  noticeDays: whole(7, 180, 30),
  changeDays: whole(14, 180, 30),
  finalPaymentDays: whole(1, 90, 45),
  dataDays: whole(0, 90, 30),
  /** As it stands in a sentence: `the State of New York`. */
  governingLaw: businessText('governingLaw')
    .trim()
    .min(2, { error: 'Say which law applies.' })
    .max(80, { error: 'Use at most 80 characters.' })
    .default('the place where we have our seat'),
}

/** The parameters of each kind, in bounds that the database holds too, with what is offered unless staff says otherwise. */
export const termsOfKind = {
  publisher: {
    ...common,
    /** Hundredths of a percent of what advertisers pay. */
    shareBps: whole(5_000, 9_500, 7_000),
    /** Micros of the currency: 50 of it. */
    minimumPayoutMicros: z.coerce
      .bigint({ error: 'Give a whole number.' })
      .min(0n, { error: 'Give 0 or more.' })
      .max(1_000_000_000n, { error: 'Give at most 1000 of the currency.' })
      .default(50_000_000n),
  },
  network: {
    ...common,
    /** Hundredths of a percent of what its bids come to. */
    shareBps: whole(0, 5_000, 1_500),
  },
  // Days as the standard terms of IAB and 4A's have them (version 3.0, part V).
  advertiser: {
    ...common,
    guaranteedDays: whole(0, 60, 14),
    flatDays: whole(0, 60, 30),
    otherDays: whole(0, 60, 7),
  },
} as const satisfies Readonly<Record<AgreementKind, object>>

/** The parameters of an agreement; those that its kind does not have are null. */
export interface Terms {
  readonly currency: string
  readonly paymentDays: number
  readonly noticeDays: number
  readonly changeDays: number
  readonly finalPaymentDays: number
  readonly dataDays: number
  readonly governingLaw: string
  readonly shareBps: number | null
  readonly minimumPayoutMicros: bigint | null
  readonly guaranteedDays: number | null
  readonly flatDays: number | null
  readonly otherDays: number | null
}

/** What a kind does not have. */
export const noTerms = {
  shareBps: null,
  minimumPayoutMicros: null,
  guaranteedDays: null,
  flatDays: null,
  otherDays: null,
} as const

/** The terms that are offered where nobody says otherwise. */
export const standardTerms = (kind: AgreementKind): Terms => ({
  ...noTerms,
  ...z.strictObject(termsOfKind[kind]).parse({}),
})
