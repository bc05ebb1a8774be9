import { statfs } from 'node:fs/promises'
import { findMissingFiles } from '#platform/blobs'
import { readCertificate } from '#platform/certificate'
import { ConfigProblem } from '#platform/config'
import { dayMs } from '#platform/clock'
import { countWork } from '#platform/jobs'
import { verifyAudit } from '#privacy/audit'
import { inspectKeys } from './inspect-keys.ts'
import { overdue } from '#privacy/retention'
import type { OpenHouse } from './open-house.ts'
import { allStores } from './stores.ts'

/** One thing looked at. `care`: works, but the operator should know. `unwell`: something is broken or will be. */
export interface Finding {
  readonly name: string
  readonly state: 'well' | 'care' | 'unwell'
  readonly words: string
}

const gigabyte = 1024 ** 3
const filesLookedAt = 20_000

/**
 * Looks whether the house is well. That the database answers, is up to date and is as the data map says is known by the
 * time this runs, since the house would not have opened.
 */
export async function inspectHouse(open: OpenHouse): Promise<readonly Finding[]> {
  return [
    { name: 'database', state: 'well', words: 'The database answers, is up to date and is as the data map says.' },
    roles(open),
    await room(open),
    await inspectKeys(open),
    await files(open),
    await stuckWork(open),
    await retention(open),
    await audit(open),
    await staff(open),
    mails(open),
    ...(await waysOut(open)),
    operator(open),
    await transport(open),
  ]
}

/** On a public site the start is refused without them. */
function roles({ database: { rolesMissing } }: OpenHouse): Finding {
  return rolesMissing === null
    ? {
        name: 'roles',
        state: 'well',
        words: 'The program and each of its readers have their own role in the database.',
      }
    : {
        name: 'roles',
        state: 'care',
        words: `All parts act as the owner of the database, since its user may not make roles. Have whoever may run:\n${rolesMissing}`,
      }
}

async function room({ ctx }: OpenHouse): Promise<Finding> {
  const { bavail, bsize, blocks } = await statfs(ctx.config.home)
  const free = bavail * bsize
  const share = Math.round((100 * bavail) / blocks)
  const words = `${(free / gigabyte).toFixed(1)} GB (${share} %) are free under ${ctx.config.home}.`
  return { name: 'room', state: free < gigabyte ? 'unwell' : share < 10 ? 'care' : 'well', words }
}

async function files({ ctx }: OpenHouse): Promise<Finding> {
  const { looked, missing } = await findMissingFiles(ctx, filesLookedAt)
  return missing === 0
    ? { name: 'files', state: 'well', words: `${looked} files looked for, all there.` }
    : {
        name: 'files',
        state: 'unwell',
        words: `${missing} of ${looked} files are missing. Restore them from a backup.`,
      }
}

/** The worker takes away what is past its time every quarter of an hour; after an hour something is wrong with it. */
async function retention({ ctx }: OpenHouse): Promise<Finding> {
  const late = await overdue(ctx, allStores)
  return late.length === 0
    ? { name: 'retention', state: 'well', words: 'Nothing lies there longer than its declaration says.' }
    : {
        name: 'retention',
        state: 'unwell',
        words: `Rows are past their time: ${late.map(({ table, rows }) => `${rows} of ${table}`).join(', ')}. Is a process with the worker role running?`,
      }
}

async function stuckWork({ ctx }: OpenHouse): Promise<Finding> {
  const { waiting, givenUp } = await countWork(ctx.db)
  return givenUp === 0
    ? { name: 'work', state: 'well', words: `${waiting} pieces of work are waiting, none has been given up.` }
    : { name: 'work', state: 'unwell', words: `${givenUp} pieces of work were given up after many tries. See the log.` }
}

const faults = {
  changed: 'was changed',
  missing: 'is missing',
  added: 'was put in',
  cut: 'and those after it were cut off',
  'end-changed': 'is called the end, and the program did not sign it',
} as const

async function audit({ ctx }: OpenHouse): Promise<Finding> {
  const { entries, head, fault } = await verifyAudit(ctx)
  const name = 'audit'
  if (fault) {
    return {
      name,
      state: 'unwell',
      words: `The log of acts is not as it was written: entry ${fault.at} ${faults[fault.what]}. Somebody has changed the database; compare it with a backup.`,
    }
  }
  const end = head ? ` Note the end elsewhere to know this state again: ${head.seq} ${head.hash}.` : ''
  return { name, state: 'well', words: `The log of acts holds ${entries} entries, as they were written.${end}` }
}

async function staff({ ctx, house }: OpenHouse): Promise<Finding> {
  return (await house.roles.hasStaff(ctx))
    ? { name: 'staff', state: 'well', words: 'There is staff.' }
    : { name: 'staff', state: 'care', words: 'Nobody is staff. Use: npm run -s vitrine -- staff create --help' }
}

function mails({ ctx }: OpenHouse): Finding {
  return ctx.config.smtpUrl
    ? { name: 'mail', state: 'well', words: 'Mails leave by SMTP.' }
    : { name: 'mail', state: 'care', words: `Mails are not sent; they are put into ${ctx.config.home}/outbox.` }
}

/** Each way out to a machine that is not the operator's own: who gets what goes there, or why it is shut. */
async function waysOut({ ctx }: OpenHouse): Promise<readonly Finding[]> {
  return (await ctx.egress.ways()).map(({ connector, state, company, why, isGuarded }) => {
    const name = `way out ${connector}`
    if (state === 'own') return { name, state: 'well', words: `${connector} leads to a machine of your own.` }
    if (state === 'company')
      return { name, state: 'well', words: `${connector} leads to ${company}, by a valid entry.` }
    const effect = isGuarded
      ? 'Nothing leaves by it; letters wait. Use: npm run -s vitrine -- vendor confirm-mail --help'
      : 'Enter the company that runs it at /staff/vendors.'
    return { name, state: 'care', words: `${connector} leads to a machine elsewhere. ${why} ${effect}` }
  })
}

function operator({ ctx }: OpenHouse): Finding {
  const { name, address, phone, privacyCounsel } = ctx.config.operator
  return name && address && phone && privacyCounsel
    ? { name: 'operator', state: 'well', words: `This site is run by ${name}.` }
    : { name: 'operator', state: 'care', words: 'Who runs this site is not set; a public ORIGIN requires it.' }
}

const renewBeforeMs = 14 * dayMs

/** How what people send and get is protected on its way, and who is believed about who they are. */
async function transport({ ctx: { config, clock } }: OpenHouse): Promise<Finding> {
  const { tls, isPublic, trustedProxies } = config
  const name = 'transport'
  const believed =
    trustedProxies.length === 0
      ? 'No proxy is believed: a client is who connects.'
      : `X-Forwarded-For is believed from ${trustedProxies.join(', ')}.`
  if (!tls) {
    const words = isPublic
      ? `TLS is up to the proxy. ${believed} It must append the address that it sees, or set the header to it.`
      : `No TLS, and none needed on loopback. ${believed}`
    return { name, state: 'well', words }
  }
  try {
    const { endsAt, cares } = await readCertificate({ ...config, tls }, clock.now())
    const ends = `The certificate runs out on ${endsAt.toISOString().slice(0, 10)}.`
    const isLate = endsAt.getTime() - clock.now().getTime() < renewBeforeMs
    return { name, state: isLate || cares.length > 0 ? 'care' : 'well', words: [ends, ...cares, believed].join(' ') }
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error
    return { name, state: 'unwell', words: error.problems.join(' ') }
  }
}
