import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { crc32, deflateRawSync } from 'node:zlib'
import { ZipFile } from 'yazl'
import { allStores, doors, handlers, importExport } from '#app'
import { type Member, actorOf, createMember, editProfile } from '#accounts/people'
import { newId } from '#platform/ids'
import { openExport, startExport } from '#privacy/export'
import { type TestHouse, openTestCtx } from '#test/house'
import { cutOut } from '#test/pictures'
import { unzip } from '#test/zip'
import type { ImportExportReport } from './import-export.ts'

type Files = ReadonlyMap<string, Buffer>

describe('an export of another installation', () => {
  let here: TestHouse
  let there: TestHouse
  let folder = ''
  /** A good one, with three pictures, one of which was deleted there. */
  let zip: Buffer
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-import-'))
    ;[here, there] = await Promise.all([openTestCtx({ stores: allStores }), openTestCtx({ stores: allStores })])
    const ada = await member(there, 'ada')
    await editProfile(there.ctx, ada, { displayName: 'Ada L.', about: 'Reckoning', profilePublic: true })
    await upload(there, ada, 1, {
      title: 'Harp, “old”',
      description: 'Two\nlines',
      alt: 'A harp',
      tags: 'strings, wood',
      licence: 'CC-BY-4.0',
      attribution: 'Somebody',
      visibility: 'private',
    })
    await upload(there, ada, 2, { title: 'Lute', visibility: 'public' })
    const gone = await upload(there, ada, 3, { title: 'Deleted there' })
    await doors.images.deleteImage(there.ctx, ada, { id: gone })
    const { export: begun } = await startExport(there.ctx, ada)
    await there.runJobs(handlers)
    zip = await buffer((await openExport(there.ctx, ada, begun.id)).read())
  })
  after(async () => {
    await Promise.all([here.close(), there.close()])
    await rm(folder, { recursive: true })
  })

  async function member(t: TestHouse, username: string): Promise<Member> {
    const input = { username, email: `${username}@example.org`, password: 'seven quiet herons', verified: true }
    const { personId } = await createMember(t.ctx, input)
    const sessionId = newId<'session'>(t.ctx)
    return actorOf(t.ctx, personId, { kind: 'session', sessionId, strong: false, provenAt: t.clock.now() })
  }

  async function whileWorking<Out>(t: TestHouse, work: Promise<Out>): Promise<Out> {
    const settled = Promise.allSettled([work]).then(() => true)
    while (!(await Promise.race([settled, sleep(10, false)]))) await t.runJobs(handlers)
    return work
  }

  async function upload(t: TestHouse, actor: Member, seed: number, fields: object): Promise<string> {
    const staged = await t.ctx.storage.receive(Readable.from([await cutOut(seed, 300)]), { maxBytes: 1e7 })
    const input = doors.images.ReceiveInput.parse({ agreeRegion: 'on', ...fields })
    const { image } = await whileWorking(t, doors.images.receivePicture(t.ctx, actor, staged, input))
    t.clock.advanceMs(1)
    return image.id
  }

  async function take(
    bytes: Buffer,
    actor: Member,
    signal = new AbortController().signal,
  ): Promise<ImportExportReport> {
    const path = join(folder, here.ctx.chance.bytes(8).toString('hex'))
    await writeFile(path, bytes)
    const house = { ctx: here.ctx, images: doors.images }
    return whileWorking(here, importExport(house, { path, actor, signal, onStep: () => {} }))
  }

  const own = async (actor: Member) => (await doors.images.listOwnImages(here.ctx, actor, {})).items

  /** The same zip with some files changed, left out or added. */
  async function changed(change: (files: Map<string, Buffer>) => void): Promise<Buffer> {
    const files = new Map(await unzip(zip))
    change(files)
    return zipped(files)
  }
  async function zipped(files: Files): Promise<Buffer> {
    const made = new ZipFile()
    for (const [path, bytes] of files) made.addBuffer(bytes, path, { compress: bytes.length < 1e6 })
    made.end()
    return buffer(made.outputStream as Readable)
  }
  const json = (files: Files, path: string): Record<string, unknown> =>
    JSON.parse(String(files.get(path))) as Record<string, unknown>
  const documents = (files: Files): string[] =>
    [...files.keys()].filter((path) => /^pictures\/.*\.json$/.test(path)).sort()

  test('gives its pictures with all that was said of them, the same pixels, and no more; again it gives nothing new', async () => {
    const grace = await member(here, 'grace')
    const report = await take(zip, grace)
    assert.deepEqual([report.taken, report.known, report.skipped, report.refused], [2, 0, 1, []])
    assert.deepEqual(report.profile, { displayName: 'Ada L.', about: 'Reckoning' })
    assert.equal(report.from.username, 'ada')
    const pictures = await own(grace)
    const harp = pictures.find(({ title }) => title === 'Harp, “old”')
    assert.deepEqual(
      [harp?.description, harp?.alt, harp?.tags, harp?.licence.code, harp?.attribution, harp?.visibility],
      ['Two\nlines', 'A harp', ['strings', 'wood'], 'CC-BY-4.0', 'Somebody', 'private'],
    )
    const pixels = async (t: TestHouse) =>
      (
        await t.database.pool.query<{ p: string }>(
          'select pixel_hash as p from library_images where deleted_at is null order by 1',
        )
      ).rows
    assert.deepEqual(await pixels(here), await pixels(there))
    assert.equal((await doors.people.ownAccount(here.ctx, grace)).about, null, 'a profile is offered, not taken')

    const again = await take(zip, grace)
    assert.deepEqual([again.taken, again.known], [0, 2])
    assert.equal((await own(grace)).length, 2)
  })

  test('that broke off goes on where it was', async () => {
    const alan = await member(here, 'alan')
    const stop = new AbortController()
    stop.abort()
    assert.deepEqual((await take(zip, alan, stop.signal)).stopped, true)
    assert.equal((await own(alan)).length, 0)
    assert.equal((await take(zip, alan)).taken, 2)
  })

  test('is judged picture by picture: what is refused is told with its reason, and the rest is taken', async () => {
    const mary = await member(here, 'mary')
    const bytes = await changed((files) => {
      const [first = '', second = ''] = documents(files).filter((path) => json(files, path)['deletedAt'] === null)
      files.set(first, Buffer.from(JSON.stringify({ ...json(files, first), licence: 'mine-alone' })))
      const file = String(json(files, second)['file'])
      files.set(file, Buffer.concat([files.get(file) ?? Buffer.alloc(0), Buffer.from('x')]))
    })
    const report = await take(bytes, mary)
    assert.deepEqual(report.refused.map(({ code }) => code).sort(), ['export-entry-damaged', 'fields-not-understood'])
    assert.equal(report.taken, 0)
    const noDocument = await changed((files) => {
      const [first = ''] = documents(files).filter((path) => json(files, path)['deletedAt'] === null)
      files.delete(first)
    })
    const second = await take(noDocument, mary)
    assert.deepEqual([second.taken, second.refused.map(({ code }) => code)], [1, ['export-entry-damaged']])
    // A program instead of a picture, with the right hash: the decoder says what it is.
    const { createHash } = await import('node:crypto')
    const program = Buffer.from('#!/bin/sh\nrm -rf /\n'.repeat(50))
    const third = await take(
      await changed((files) => {
        const [first = ''] = documents(files).filter((path) => json(files, path)['deletedAt'] === null)
        const document = json(files, first)
        files.set(String(document['file']), program)
        const sha256 = createHash('sha256').update(program).digest('hex')
        files.set(first, Buffer.from(JSON.stringify({ ...document, sha256 })))
      }),
      await member(here, 'shell'),
    )
    assert.deepEqual([third.taken, third.refused.map(({ code }) => code)], [1, ['picture-not-understood']])
  })

  describe('that is none, or made to harm, is refused and leaves nothing', () => {
    /** A zip written by hand, of entries that say of themselves what they like. */
    function forged(
      entries: readonly { name: string; data: Buffer; packed?: Buffer; says?: number; at?: number }[],
    ): Buffer {
      const parts: Buffer[] = []
      const heads: Buffer[] = []
      let offset = 0
      for (const { name, data, packed, says = data.length, at } of entries) {
        const path = Buffer.from(name)
        const stored = packed ?? data
        const common = Buffer.alloc(26)
        common.writeUInt16LE(20, 0)
        common.writeUInt16LE(0x800, 2)
        common.writeUInt16LE(packed ? 8 : 0, 4)
        common.writeUInt32LE(crc32(data), 10)
        common.writeUInt32LE(stored.length, 14)
        common.writeUInt32LE(says, 18)
        common.writeUInt16LE(path.length, 22)
        const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, path, stored])
        const tail = Buffer.alloc(14)
        tail.writeUInt32LE(at ?? offset, 10)
        heads.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, tail, path]))
        if (at === undefined) {
          parts.push(local)
          offset += local.length
        }
      }
      const directory = Buffer.concat(heads)
      const end = Buffer.alloc(22)
      end.write('PK\u0005\u0006', 'latin1')
      end.writeUInt16LE(entries.length, 8)
      end.writeUInt16LE(entries.length, 10)
      end.writeUInt32LE(directory.length, 12)
      end.writeUInt32LE(offset, 16)
      return Buffer.concat([...parts, directory, end])
    }
    const manifest = (): Buffer =>
      Buffer.from(
        JSON.stringify({
          format: 'vitrine-export/1',
          origin: 'https://x.example',
          username: 'x',
          profile: { displayName: null, about: null },
          madeAt: '2026-01-01T00:00:00.000Z',
          stores: [],
          pictures: [],
          gone: [],
        }),
      )
    const zeros = Buffer.alloc(100_000_000)

    const hostile: readonly (readonly [string, () => Promise<Buffer> | Buffer, string])[] = [
      ['no zip', () => Buffer.from('not a zip'), 'export-not-understood'],
      ['nothing at all', () => Buffer.alloc(0), 'export-not-understood'],
      ['a zip of something else', () => zipped(new Map([['hello.txt', Buffer.from('x')]])), 'export-not-understood'],
      ['one that was cut off', () => zip.subarray(0, zip.length - 100), 'export-not-understood'],
      [
        'another format',
        () => zipped(new Map([['export.json', Buffer.from(String(manifest()).replace('export/1', 'export/9'))]])),
        'export-not-understood',
      ],
      [
        'a name that leads up',
        () =>
          forged([
            { name: 'export.json', data: manifest() },
            { name: '../../up', data: Buffer.from('x') },
          ]),
        'export-not-understood',
      ],
      [
        'a name from the root',
        () =>
          forged([
            { name: 'export.json', data: manifest() },
            { name: '/etc/passwd', data: Buffer.from('x') },
          ]),
        'export-not-understood',
      ],
      [
        'two of one name',
        () =>
          forged([
            { name: 'export.json', data: manifest() },
            { name: 'export.json', data: manifest() },
          ]),
        'export-not-understood',
      ],
      [
        'a bomb',
        () =>
          forged([
            { name: 'export.json', data: manifest() },
            { name: 'zeros', data: zeros, packed: deflateRawSync(zeros) },
          ]),
        'export-unpacks-too-large',
      ],
      [
        'a bomb of entries that share their bytes',
        () =>
          forged([
            { name: 'export.json', data: manifest() },
            { name: 'first', data: Buffer.alloc(1_000_000) },
            ...Array.from({ length: 200 }, (_, index) => ({
              name: `other-${index}`,
              data: Buffer.alloc(1_000_000),
              at: 30 + 'export.json'.length + manifest().length,
            })),
          ]),
        'export-unpacks-too-large',
      ],
      [
        'a document that says it is short and is not',
        () => forged([{ name: 'export.json', data: zeros, packed: deflateRawSync(zeros), says: 500 }]),
        'export-not-understood',
      ],
    ]
    for (const [what, make, code] of hostile) {
      test(what, async () => {
        const actor = await actorOf(
          here.ctx,
          (
            await createMember(here.ctx, {
              username: `m${here.ctx.chance.bytes(6).toString('hex')}`,
              email: `${here.ctx.chance.bytes(6).toString('hex')}@example.org`,
              password: 'seven quiet herons',
              verified: true,
            })
          ).personId,
          { kind: 'system' },
        )
        await assert.rejects(take(await make(), actor), { code })
        assert.deepEqual(await own(actor), [])
      })
    }

    test('negative control: the same forger makes one that is taken', async () => {
      const actor = await member(here, 'forger')
      assert.equal((await take(forged([{ name: 'export.json', data: manifest() }]), actor)).taken, 0)
    })
  })
})
