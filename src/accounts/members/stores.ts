import { addressStores } from '#accounts/addresses'
import { letterStores } from '#accounts/letters'
import { nameStores } from '#accounts/names'
import { passwordStores } from '#accounts/passwords'
import { type Store, forDays, table, whileAccount } from '#declaration'
import { correctionsDaysMax } from './correction.ts'

export const owner = 'accounts/members'

const ground = {
  owner,
  subject: 'member',
  purposes: ['account.provide'],
  basis: 'contract',
  audience: 'subject',
  retention: whileAccount,
  erase: 'delete-row',
} as const

const people: Store = table({
  ...ground,
  name: 'accounts_people',
  path: { by: 'id' },
  limits: 'room',
  changedAt: '/settings/profile',
  goesAlone: {
    columns: ['display_name', 'about'],
    stays: 'The rest says which account is yours and what it may do. You can change your user name.',
  },
  label: 'Your account',
  columns: {
    id: {
      category: 'user.account.id',
      identifies: 'combined',
      label: 'Number of the account',
      why: 'To keep together what belongs to you.',
    },
    username: {
      category: 'user.account.username',
      identifies: 'combined',
      label: 'User name',
      why: 'To sign in by it and to stand beside what you publish.',
      audience: 'chosen.staff',
    },
    status: {
      category: 'system.operations',
      identifies: 'no',
      label: 'Whether the account is verified, locked, or about to be erased',
      why: 'An account whose address is not verified can do nothing but verify it; one about to be erased nothing but come back.',
      audience: 'staff.any',
    },
    profile_public: {
      category: 'user.account.settings',
      identifies: 'no',
      label: 'Whether your profile is open',
      why: 'It is closed until you open it.',
      purposes: ['profile.show'],
      basis: 'consent',
    },
    display_name: {
      category: 'user.content',
      identifies: 'alone',
      label: 'Display name (optional)',
      why: 'To show beside your user name while your profile is open.',
      purposes: ['profile.fill', 'profile.show'],
      basis: 'consent',
      audience: 'chosen.staff',
      erase: 'set-null',
    },
    about: {
      category: 'user.content',
      identifies: 'combined',
      label: 'About you (optional)',
      why: 'To show on your profile while it is open.',
      purposes: ['profile.fill', 'profile.show'],
      basis: 'consent',
      audience: 'chosen.staff',
      erase: 'set-null',
    },
    created_at: {
      category: 'user.behaviour',
      identifies: 'no',
      label: 'When the account was made',
      why: 'To remove accounts that are never verified after 14 days, and to show the month on an open profile.',
      audience: 'chosen.staff',
    },
  },
})

const agreements: Store = table({
  ...ground,
  name: 'accounts_agreements',
  path: { by: 'person_id' },
  goesAlone: { stays: 'It shows on which terms you have the account.' },
  label: 'What you agreed to',
  audience: 'staff.privacy',
  purposes: ['law.prove'],
  columns: {
    person_id: {
      category: 'user.account.id',
      identifies: 'combined',
      label: 'Number of the account',
      why: 'Says who agreed.',
    },
    document: {
      category: 'user.agreement',
      identifies: 'no',
      label: 'What it was: the privacy policy, the terms, or the country of storage',
      why: 'To show what was agreed.',
    },
    version: {
      category: 'user.agreement',
      identifies: 'no',
      label: 'Its version, or the name of the country',
      why: 'To show which text was agreed to.',
    },
    agreed_at: {
      category: 'user.agreement',
      identifies: 'no',
      label: 'When',
      why: 'To show since when.',
    },
  },
})

const corrections: Store = table({
  ...ground,
  name: 'accounts_corrections',
  path: { by: 'person_id' },
  limits: [{ after: 'corrected_at', days: correctionsDaysMax }],
  goesAlone: { rowsBy: 'id' },
  label: 'What was corrected, and when',
  purposes: ['account.secure'],
  retention: forDays(correctionsDaysMax, 'created'),
  columns: {
    id: {
      category: 'user.account.id',
      identifies: 'combined',
      label: 'Number of the correction',
      why: 'To count each once.',
    },
    person_id: {
      category: 'user.account.id',
      identifies: 'combined',
      label: 'Number of the account',
      why: 'Says of whom it was corrected.',
    },
    what: {
      category: 'user.behaviour',
      identifies: 'no',
      label: 'What was changed',
      why: 'To let you see whether it was you. What it was before is not kept.',
    },
    by: {
      category: 'user.behaviour',
      identifies: 'no',
      label: 'By whom: you, or support at your wish',
      why: 'To let you see whether it was you.',
    },
    corrected_at: {
      category: 'user.behaviour',
      identifies: 'no',
      label: 'When',
      why: 'To let you see whether it was you.',
    },
  },
})

/** What this room and those it stands on hold: addresses, names given up, passwords, and the links of letters. */
export const memberStores: readonly Store[] = [
  people,
  agreements,
  corrections,
  ...addressStores,
  ...nameStores,
  ...passwordStores,
  ...letterStores,
]
