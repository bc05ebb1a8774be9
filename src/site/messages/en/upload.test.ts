import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { upload } from './upload.ts'

/** Codes of the generated list, with the room each is of. */
const codes = [
  ...readFileSync(join(import.meta.dirname, '../../../../docs/generated/refusals.md'), 'utf8').matchAll(
    /^\| `([a-z0-9-]+)` \| [a-z-]+ \| `([a-z/-]+)`/gm,
  ),
].map(([, code = '', room = '']) => ({ code, room }))

test('every reason why a picture is not taken has words of its own, and no words are for a code that does not exist', () => {
  const reasons = Object.keys(upload.outcome.reasons)
  const ofPictures = codes.filter(({ room }) => room === 'library/ingest').map(({ code }) => code)
  assert.ok(ofPictures.length > 8)
  assert.deepEqual(
    ofPictures.filter((code) => !reasons.includes(code)),
    [],
  )
  const known = new Set(codes.map(({ code }) => code))
  assert.deepEqual(
    reasons.filter((code) => !known.has(code) && code !== 'no-file'),
    [],
  )
})
