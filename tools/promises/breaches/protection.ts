import type { Breaches } from '../breach.ts'

/** What is stored, what is copied, and the keys of both. */
export const protectionBreaches: Breaches = {
  'backups are written as they are': {
    file: 'src/platform/backup/entries.ts',
    text: 'return bufferOf(await encrypter.encrypt(packed))',
    becomes: 'return packed',
    fails: 'test/promises/protection.test.ts › is sealed under the key of each person',
  },
  'addresses are stored as they are': {
    file: 'src/platform/vault/vault.ts',
    text: 'return sealBytes(key, chance.bytes(newNonceBytes), Buffer.from(plain), aboutPlace(place))',
    becomes: 'return Buffer.from(plain)',
    also: [
      {
        file: 'src/platform/vault/vault.ts',
        text: "return openBytes(key, sealed, aboutPlace(place)).toString('utf8')",
        becomes: "return sealed.toString('utf8')",
      },
    ],
    fails: 'test/promises/protection.test.ts › is sealed under the key of each person',
  },
  'any duty of staff opens the pages of every other': {
    file: 'src/accounts/members/actor.ts',
    text: 'roles.some((role) => actor.roles.has(role))',
    becomes: 'actor.roles.size >= Math.min(1, roles.length)',
    fails: 'test/journeys/matrix.test.ts › who gets which answer',
  },
  'the pages of staff open by a password alone': {
    file: 'src/accounts/members/actor.ts',
    text: "  if (member.via.kind === 'session' && !member.via.strong) throw secondFactorNeeded()\n",
    becomes: "  if (member.via.kind === 'session' && member.via.sessionId === null) throw secondFactorNeeded()\n",
    fails: 'test/journeys/second-factor.test.ts › the pages of staff are closed to a password alone',
  },
  'whoever chooses ads reads whose a picture is': {
    file: 'src/declaration/grants.rules.ts',
    text: '    !tellsOfPeople(datum.category)\n',
    becomes: "    (reader === 'ads' || !tellsOfPeople(datum.category))\n",
    also: [
      {
        file: 'src/declaration/grants.rules.ts',
        text: '    audiences.includes(ground.audience) &&\n',
        becomes: "    (reader === 'ads' || audiences.includes(ground.audience)) &&\n",
      },
    ],
    fails: 'test/promises/purposes.test.ts › the choice of ads can read no member',
  },
  'entries of the log of acts are not compared with their hashes': {
    file: 'src/privacy/audit/chain.rules.ts',
    text: "  if (!computed.equals(row.subarray(-hashBytes))) return 'changed'\n",
    becomes: '',
    also: [
      {
        file: 'src/privacy/audit/chain.rules.ts',
        text: "equals(place.hash) ? { seq, hash: computed } : 'changed'",
        becomes: "equals(place.hash) ? { seq, hash: row.subarray(-hashBytes) } : 'changed'",
      },
    ],
    fails: 'test/promises/audit.test.ts › what was changed, put in or cut off in the log of acts',
  },
  'a restore leaves the files out': {
    file: 'src/platform/backup/load-backup.ts',
    text: '        await ctx.storage.place(staged)\n',
    becomes: '',
    fails: 'test/journeys/restore.test.ts › every row, every file, the sign-in',
  },
  'old master keys are kept for ever': {
    file: 'src/platform/vault/turn-master-keys.ts',
    text: 'ring.destroyMasters(past.map((one) => one.id))',
    becomes: '',
    fails: 'test/promises/protection.test.ts › stays readable while keys are renewed',
  },
  'the keys of people stay under the old master key': {
    file: 'src/platform/vault/turn-master-keys.ts',
    text: '.set({ wrapped, master_id: current.id })',
    becomes: '.set({ wrapped: row.wrapped, master_id: row.master_id })',
    fails: 'test/promises/protection.test.ts › stays readable while keys are renewed',
  },
}
