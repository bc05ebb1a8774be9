import type { Breaches } from '../breach.ts'

const stay = 'src/app/idle.test.ts › stay, with all that belongs to them'
const chose = 'src/app/idle.test.ts › go when their owner chose it'

export const erasureBreaches: Breaches = {
  'accounts go after a time, whether they were verified or not': {
    file: 'src/accounts/members/personal-data.ts',
    text: "      .where('status', '=', 'unverified')\n",
    becomes: '',
    fails: stay,
  },
  'who takes the choice to be erased back is erased all the same': {
    file: 'src/privacy/idle/choose-idle.ts',
    text: "    await ctx.db.deleteFrom('privacy_idle_choices').where('person_id', '=', personId).execute()\n",
    becomes: '',
    fails: chose,
  },
  'a visit does not begin the time anew': {
    file: 'src/privacy/idle/look-for-idle.ts',
    text: 'if (visit) await mine',
    becomes: 'if (visit && visit < tx.clock.now() && !personId) await mine',
    fails: chose,
  },
  'whoever sits at the browser deletes a part without the password': {
    file: 'src/privacy/erasure/erase-part.ts',
    text: 'const { personId } = await confirmOwner(ctx, actor, current)',
    becomes: 'const { personId } = requireMember(actor)',
    fails: 'test/promises/parts.test.ts › a value goes alone',
  },
  'deleting a value takes that of everybody': {
    file: 'src/privacy/erasure/erase-part.ts',
    text: 'set ${value} = null where ${theirs} and ${value} is not null',
    becomes: 'set ${value} = null where (true or ${theirs}) and ${value} is not null',
    fails: 'test/promises/parts.test.ts › a value goes alone',
  },
  'deleting an entry takes the whole table': {
    file: 'src/privacy/erasure/erase-part.ts',
    text: 'concerns(stores, store, personId, row ?? undefined)',
    becomes: 'concerns(stores, store, personId)',
    fails: 'test/promises/parts.test.ts › an entry, a table and all under a heading',
  },
  'who asked to be erased later is seen until then': {
    file: 'src/privacy/erasure/ask-erasure.ts',
    text: '  for (const { hide } of holders) await hide?.(tx, personId)\n',
    becomes: '',
    fails: 'test/promises/erasure.test.ts › later: hidden everywhere at once',
  },
  'the files of who was erased stay on disk': {
    file: 'src/privacy/erasure/carry-out.ts',
    text: 'collectAll(ctx, row.files)',
    becomes: 'collectAll(ctx, [])',
    fails: 'test/promises/erasure.test.ts › now: nothing is left',
  },
}
