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
