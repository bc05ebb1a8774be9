import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { type Member, peopleStores, visitor } from '#accounts/people'
import { readId } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type TestHouse, openTestCtx } from '#test/house'
import { aMember, aPng, byKey, filesOnDisk, handlers, stage, upload } from './images.fixtures.ts'
import {
  EditImageInput,
  FindInput,
  ReceiveInput,
  getImage,
  imageSchedules,
  listImages,
  listOwnImages,
  receivePicture,
} from './index.ts'

let t: TestHouse
let ada: Member
before(async () => {
  t = await openTestCtx({ stores: peopleStores })
  ada = await aMember(t, 'ada')
})
after(() => t.close())

/** That nothing was stored: no row, no file, nothing waiting or half done. */
async function assertNothing(): Promise<void> {
  await t.runJobs(handlers)
  assert.deepEqual((await listOwnImages(t.ctx, ada, {})).items, [])
  assert.deepEqual(await filesOnDisk(t), [])
  assert.deepEqual(await readdir(t.ctx.storage.workFolder), [])
}

/** A good header over bytes that end too soon: only decoding tells. */
const broken = async (): Promise<Buffer> => (await aPng(30, { width: 900, height: 700 })).subarray(0, 900)

describe('a refused upload leaves nothing behind', () => {
  const files: readonly [string, () => Buffer | Promise<Buffer>, string][] = [
    ['empty', () => Buffer.alloc(0), 'picture-empty'],
    ['no picture', () => Buffer.from('GET / HTTP/1.1\r\n\r\n'.repeat(50)), 'picture-not-understood'],
    ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'picture-is-svg'],
  ]
  for (const [name, bytes, code] of files) {
    test(`${name}: ${code}`, async () => {
      await assert.rejects(upload(t, ada, await bytes()), { code })
      await assertNothing()
    })
  }

  test('one that only decoding shows to be broken is refused with its code, and its row goes', async () => {
    const refused = await upload(t, ada, await broken()).catch((error: unknown) => error)
    assert.ok(refused instanceof Refusal && refused.kind === 'invalid', String(refused))
    assert.match(refused.code, /^picture-(truncated|damaged)$/)
    await assertNothing()
    assert.deepEqual(await t.ctx.db.selectFrom('library_images').select('id').execute(), [])
  })

  test('without a tick under the country of storage nothing is taken from the form (promise: G-35)', async () => {
    const staged = await stage(t, await aPng(31))
    const refused = await receivePicture(t.ctx, ada, staged, ReceiveInput.parse({})).catch((error: unknown) => error)
    assert.ok(refused instanceof Refusal)
    assert.equal(refused.code, 'storage-region-not-agreed')
    assert.match(refused.message, /United States/)
    assert.ok(refused.fields?.['agreeRegion'])
    await assertNothing()
  })

  test('nobody but a verified member uploads, with a key only if it may', async () => {
    const input = ReceiveInput.parse({ agreeRegion: 'on' })
    const cases = [
      [visitor, 'sign-in-needed'],
      [{ ...ada, status: 'unverified' as const }, 'verify-first'],
      [byKey(ada, 'images:read'), 'scope-missing'],
    ] as const
    for (const [actor, code] of cases) {
      await assert.rejects(receivePicture(t.ctx, actor, await stage(t, await aPng(32)), input), { code })
    }
    await assertNothing()
  })
})

test('a picture that failed after its owner left says why for a day, then goes', async () => {
  const left = async (bytes: Buffer): Promise<string> => {
    const input = ReceiveInput.parse({ agreeRegion: true })
    const { outcome, image } = await receivePicture(t.ctx, ada, await stage(t, bytes), input)
    assert.equal(outcome, 'processing')
    return image.id
  }
  const refusalOf = async (id: string): Promise<string> => {
    const image = await getImage(t.ctx, ada, id)
    return image.status === 'refused' ? (image.refusal?.code ?? '') : image.status
  }
  const [damaged, stuck] = await Promise.all([left(await broken()), left(await aPng(33))])
  // The second one's work is lost, as if it had failed until nobody tried any more.
  await t.database.pool.query(`delete from graphile_worker._private_jobs where payload->>'imageId' <> $1`, [
    readId('image', damaged),
  ])
  await t.runJobs(handlers)
  assert.match(await refusalOf(damaged), /^picture-(truncated|damaged)$/)
  assert.deepEqual((await listImages(t.ctx, ada, FindInput.parse({}))).items, [])

  t.clock.advanceMs(24 * 3_600_000)
  await imageSchedules[0]?.run(t.ctx)
  await assert.rejects(getImage(t.ctx, ada, damaged), { code: 'image-not-found' })
  assert.equal(await refusalOf(stuck), 'picture-not-developed')

  t.clock.advanceMs(24 * 3_600_000)
  await imageSchedules[0]?.run(t.ctx)
  await assertNothing()
})

describe('fields', () => {
  const parse = (fields: Record<string, unknown>) => ReceiveInput.parse(fields)

  test('what is left out or left empty has its default', () => {
    const { title, tags, licence, visibility } = parse({ title: '', licence: '', visibility: '', tags: '' })
    assert.deepEqual([title, tags, licence, visibility], ['', [], 'all-rights-reserved', 'public'])
  })

  test('tags are text or a list, normalised, each once', () => {
    assert.deepEqual(parse({ tags: ' Sea,#sea , Old  Tower,,' }).tags, ['sea', 'old tower'])
    assert.deepEqual(parse({ tags: ['A, b', 'a, B'] }).tags, ['a, b'])
  })

  test('too many tags, and too long ones, are refused with their code; fifty of sixty are taken', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `tag${index}`).join(',')
    assert.throws(() => parse({ tags: many(10_000) }), { code: 'too-many-tags' })
    assert.throws(() => parse({ tags: many(51) }), { code: 'too-many-tags' })
    assert.throws(() => EditImageInput.parse({ id: 'img_x', tags: many(51).split(',') }), { code: 'too-many-tags' })
    assert.throws(() => parse({ tags: 'x'.repeat(61) }), { code: 'tag-too-long' })
    assert.equal(parse({ tags: many(50) }).tags.length, 50)
    assert.equal(parse({ tags: 'x'.repeat(60) }).tags[0]?.length, 60)
  })

  test('text is cleaned of what no page can show', () => {
    assert.equal(parse({ title: ' a\u0000b\r\n c\t' }).title, 'a b c')
    assert.equal(parse({ description: 'a\r\nb\u0007\n\nc' }).description, 'a\nb \n\nc')
  })

  const wrong: readonly Record<string, unknown>[] = [
    { title: 'x'.repeat(201) },
    { title: '\uFFFD' },
    { alt: '\uD800' },
    { tags: ['\uFFFD'] },
    { licence: 'WTFPL' },
    { visibility: 'friends' },
    { agreeRegion: 'off' },
    { ownerId: 'x' },
  ]
  for (const fields of wrong) {
    test(`refused: ${JSON.stringify(fields).slice(0, 40)}`, () => {
      assert.equal(ReceiveInput.safeParse(fields).success, false)
    })
  }
})
