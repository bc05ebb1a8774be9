import { createHash } from 'node:crypto'
import { type Actor, requireActive } from '#accounts/members'
import { hashOfSecret } from '#accounts/secrets'
import { dayMs, later } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { type Id, readId, showId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type Written, brokenOffMs, keptDays } from './repeat.ts'

/** A write that somebody named. */
export interface NamedWrite {
  readonly key: string
  /** Everything that was asked, in an order that stays the same. */
  readonly asked: readonly string[]
}

/**
 * Does a write, unless the same one was done under this key: then says what became of it.
 *
 * @returns whether it was done before; the caller shows what became of it
 * @throws Refusal `idempotency-key-reused`, `idempotency-key-in-use`, those of `requireActive`, and those of the write,
 * after which the key is free again
 */
export async function onceOnly(
  ctx: Ctx,
  actor: Actor,
  { key, asked }: NamedWrite,
  write: () => Promise<Written>,
): Promise<Written & { readonly isRepeat: boolean }> {
  const { personId } = requireActive(actor, 'images:write')
  const at = { personId, keyHash: hashOfSecret(key) }
  const before = await claim(ctx, at, createHash('sha256').update(JSON.stringify(asked)).digest())
  if (before) return { ...before, isRepeat: true }
  try {
    const written = await write()
    await settle(ctx, at, written)
    return { ...written, isRepeat: false }
  } catch (error) {
    await release(ctx, at)
    throw error
  }
}

interface Place {
  readonly personId: string
  readonly keyHash: Buffer
}

/** What became of it, or null where it is ours to do now. */
async function claim(ctx: Ctx, { personId, keyHash }: Place, askedHash: Buffer): Promise<Written | null> {
  const now = ctx.clock.now()
  const row = { person_id: personId, key_hash: keyHash, asked_hash: askedHash, began_at: now }
  const claimed = await ctx.db
    .insertInto('accounts_repeats')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'key_hash'])
        .doUpdateSet({ asked_hash: askedHash, began_at: now, outcome: null, image_id: null })
        // Its day is over, or it broke off and is being asked for again.
        .where((when) =>
          when.or([
            when('accounts_repeats.began_at', '<=', later(now, -keptDays * dayMs)),
            when.and([
              when('accounts_repeats.outcome', 'is', null),
              when('accounts_repeats.asked_hash', '=', askedHash),
              when('accounts_repeats.began_at', '<=', later(now, -brokenOffMs)),
            ]),
          ]),
        ),
    )
    .executeTakeFirst()
  if (claimed.numInsertedOrUpdatedRows === 1n) return null

  const there = await ctx.db
    .selectFrom('accounts_repeats')
    .where('person_id', '=', personId)
    .where('key_hash', '=', keyHash)
    .select(['asked_hash', 'outcome', 'image_id'])
    .executeTakeFirst()
  if (there && !there.asked_hash.equals(askedHash)) {
    throw new Refusal(
      'conflict',
      'idempotency-key-reused',
      'This Idempotency-Key came with another request before. Take a new key for each request.',
    )
  }
  if (!there?.outcome || !there.image_id) {
    throw new Refusal('conflict', 'idempotency-key-in-use', 'This very request is being done. Ask again in a moment.', {
      retryAfterSeconds: 2,
    })
  }
  return { outcome: there.outcome as Written['outcome'], imageId: showId('image', there.image_id as Id<'image'>) }
}

async function settle(ctx: Ctx, { personId, keyHash }: Place, { outcome, imageId }: Written): Promise<void> {
  await ctx.db
    .updateTable('accounts_repeats')
    .set({ outcome, image_id: readId('image', imageId) })
    .where('person_id', '=', personId)
    .where('key_hash', '=', keyHash)
    .execute()
}

async function release(ctx: Ctx, { personId, keyHash }: Place): Promise<void> {
  await ctx.db
    .deleteFrom('accounts_repeats')
    .where('person_id', '=', personId)
    .where('key_hash', '=', keyHash)
    .where('outcome', 'is', null)
    .execute()
}
