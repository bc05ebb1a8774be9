import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { allStores, handlers } from '#app'
import * as people from '#accounts/people'
import { dayMs } from '#platform/clock'
import { readConfig } from '#platform/config'
import { newId } from '#platform/ids'
import { type KeyRing, backupIdentity, openKeyRing } from '#platform/vault'
import { type AuditKind, verifyAudit } from '#privacy/audit'
import { askErasure, erasePart, keepAccount, lookForDue } from '#privacy/erasure'
import { chooseIdle } from '#privacy/idle'
import { findExport, openExport, startExport } from '#privacy/export'
import { lookedAt } from '#privacy/staff-access'
import { VendorInput, activateVendor, addVendor, listVendors } from '#privacy/vendors'
import { type TestHouse, openTestCtx } from '#test/house'
import { aMailCompany } from '../privacy/vendors/vendors.fixtures.ts'
import { backUp } from './back-up.ts'
import { byConsent } from './by-consent.ts'
import { grantRoles } from './grant-roles.ts'
import { restoreBackup } from './restore-backup.ts'
import { afterRestore } from './restored.ts'
import { erasePartParts, erasureParts } from './rights-of-erasure.ts'
import { turnKeys } from './turn-keys.ts'

const password = 'a lantern in the fog'

describe('the log of acts', () => {
  let t: TestHouse
  let ring: KeyRing
  let ada: people.Member
  let counsel: people.Member
  const apart = mkdtempSync(join(tmpdir(), 'vitrine-apart-'))
  before(async () => {
    t = await openTestCtx({ stores: allStores })
    ring = openKeyRing(join(t.ctx.config.home, 'keys.json'), t.ctx)
    await backupIdentity(t.ctx.db, ring)
    ada = await member('ada')
    counsel = await member('counsel', ['privacy_counsel'])
    await turnKeys(t.ctx, ring)
  })
  after(async () => {
    await t.close()
    rmSync(apart, { recursive: true })
  })

  async function member(username: string, roles: readonly people.StaffRole[] = []): Promise<people.Member> {
    const input = { username, email: `${username}@example.org`, password, verified: true, roles } as const
    const { personId } = await people.createMember(t.ctx, input)
    return people.actorOf(t.ctx, personId, session())
  }
  const session = () =>
    ({ kind: 'session', sessionId: newId<'session'>(t.ctx), strong: true, provenAt: t.clock.now() }) as const
  /** Whoever it was, as they are now. */
  const again = ({ personId }: people.Member): Promise<people.Member> => people.actorOf(t.ctx, personId, session())
  const kinds = async (): Promise<readonly string[]> =>
    (await t.database.pool.query<{ kind: string }>('select kind from privacy_audit_entries order by seq')).rows.map(
      ({ kind }) => kind,
    )
  const restored = async (): Promise<void> => {
    for (const { run } of afterRestore) await run(t.ctx, { madeAt: t.clock.now() })
  }
  const backupTo = (file: string) =>
    backUp({ ctx: t.ctx, ring, database: { asOwner: (work) => work(t.database) } }, { file })

  /** In the order of a life; each stands on the one before. `not` is refused, or changes nothing. */
  const acts: readonly {
    readonly kind: AuditKind
    readonly not: () => Promise<unknown>
    readonly act: () => Promise<unknown>
  }[] = [
    {
      kind: 'roles-changed',
      not: () => grantRoles(t.ctx, people.visitor, { personId: ada.personId, roles: ['admin'] }),
      act: () => grantRoles(t.ctx, { kind: 'system' }, { personId: ada.personId, roles: [] }),
    },
    {
      kind: 'consent-given',
      not: () => byConsent(t.ctx).give(ada, { what: 'profile-public', version: 99 }),
      act: () => byConsent(t.ctx).give(ada, { what: 'profile-public' }),
    },
    {
      kind: 'consent-withdrawn',
      not: () => byConsent(t.ctx).takeBack(ada, { what: 'look' }),
      act: () => byConsent(t.ctx).takeBack(ada, { what: 'profile-public' }),
    },
    {
      kind: 'part-erased',
      not: () => erasePart(t.ctx, erasePartParts, ada, { of: 'privacy_idle_choices', current: password }),
      act: async () => {
        await chooseIdle(t.ctx, ada, { months: 12 })
        await erasePart(t.ctx, erasePartParts, ada, { of: 'privacy_idle_choices', current: password })
      },
    },
    {
      kind: 'export-made',
      not: () => startExport(t.ctx, people.visitor),
      act: () => startExport(t.ctx, ada),
    },
    {
      kind: 'export-fetched',
      not: async () => {
        await startExport(t.ctx, ada)
        await openExport(t.ctx, counsel, (await findExport(t.ctx, ada))?.id ?? '')
      },
      act: async () => {
        await t.runJobs(handlers)
        const zip = await openExport(t.ctx, ada, (await findExport(t.ctx, ada))?.id ?? '')
        assert.equal((await buffer(zip.read())).length, zip.sizeBytes)
      },
    },
    {
      kind: 'vendor-changed',
      not: () => addVendor(t.ctx, ada, VendorInput.parse(aMailCompany)),
      act: () => addVendor(t.ctx, counsel, VendorInput.parse(aMailCompany)),
    },
    {
      kind: 'vendor-changed',
      not: async () => activateVendor(t.ctx, counsel, { id: await vendorId(), version: 7 }),
      act: async () => activateVendor(t.ctx, counsel, { id: await vendorId(), version: 1 }),
    },
    {
      kind: 'erasure-asked',
      not: () => askErasure(t.ctx, erasureParts, ada, { current: 'a guess', when: 'later' }),
      act: () => askErasure(t.ctx, erasureParts, ada, { current: password, when: 'later' }),
    },
    {
      kind: 'erasure-undone',
      not: () => keepAccount(t.ctx, erasureParts, counsel),
      act: async () => keepAccount(t.ctx, erasureParts, await again(ada)),
    },
    {
      kind: 'keys-turned',
      not: () => turnKeys(t.ctx, ring),
      act: () => {
        t.clock.advanceMs(24 * dayMs)
        return turnKeys(t.ctx, ring)
      },
    },
    {
      kind: 'keys-destroyed',
      not: () => turnKeys(t.ctx, ring),
      act: () => {
        t.clock.advanceMs(6 * dayMs)
        return turnKeys(t.ctx, ring)
      },
    },
    {
      kind: 'backup-made',
      not: () => backupTo(join(t.ctx.config.home, 'inside')),
      act: () => backupTo(join(apart, 'one.backup')),
    },
    {
      kind: 'backup-restored',
      not: () => restoreBackup({ config: readConfig({ VITRINE_HOME: join(apart, 'nowhere') }, '/'), file: 'nothing' }),
      act: restored,
    },
    {
      kind: 'erasure-done',
      not: async () => {
        await lookForDue(t.ctx)
        await t.runJobs(handlers)
      },
      act: async () => {
        await askErasure(t.ctx, erasureParts, await again(ada), { current: password, when: 'now' })
        await t.runJobs(handlers)
      },
    },
  ]
  const vendorId = async (): Promise<string> => {
    return (await listVendors(t.ctx, counsel))[0]?.id ?? ''
  }

  test('has exactly one entry for each act, and none for one that is refused; the chain holds after each', async () => {
    for (const { kind, not, act } of acts) {
      const before = await kinds()
      await not().catch((error: unknown) => assert.ok(error instanceof Error && 'code' in error, String(error)))
      assert.deepEqual(await kinds(), before, `refused: ${kind}`)
      await act()
      // Who goes has asked for it before.
      const asked = kind === 'erasure-done' ? ['erasure-asked'] : []
      assert.deepEqual((await kinds()).slice(before.length), [...asked, kind])
      const { entries, fault } = await verifyAudit(t.ctx)
      assert.deepEqual([entries, fault], [before.length + asked.length + 1, null], kind)
    }
  })

  test('tells a person what they did themselves, and holds no value of anybody in clear', async () => {
    const grace = await member('grace')
    await byConsent(t.ctx).give(grace, { what: 'profile-public' })
    await startExport(t.ctx, grace)
    await grantRoles(t.ctx, { kind: 'system' }, { personId: grace.personId, roles: ['support'] })
    const { looks } = await lookedAt(t.ctx, grace.personId)
    assert.deepEqual(
      looks.map(({ kind, isOwn, byProgram, groups }) => ({ kind, isOwn, byProgram, groups })),
      [
        { kind: 'roles-changed', isOwn: false, byProgram: true, groups: ['support'] },
        { kind: 'export-made', isOwn: true, byProgram: false, groups: [] },
        {
          kind: 'consent-given',
          isOwn: true,
          byProgram: false,
          groups: ['to show others the profile that a person opened'],
        },
      ],
    )
    const { rows } = await t.database.pool.query<{ line: string }>(
      'select row_to_json(e)::text as line from privacy_audit_entries e',
    )
    for (const { line } of rows) {
      for (const text of [grace.personId, 'grace', 'profile', 'example.org']) {
        for (const form of [text, Buffer.from(text).toString('hex')]) assert.ok(!line.includes(form), text)
      }
    }
  })
})
