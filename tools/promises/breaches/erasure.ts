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
}
