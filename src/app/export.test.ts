import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import * as z from 'zod'
import { allStores, dataHolders, doors, exportSources, handlers } from '#app'
import { type Member, actorOf, createMember, editProfile } from '#accounts/people'
import { dayMs, hourMs, minuteMs } from '#platform/clock'
import { type Id, newId, showId } from '#platform/ids'
import { erasePerson } from '#privacy/erasure'
import {
  ManifestDocument,
  PictureDocument,
  exportHandlers,
  findExport,
  getExport,
  openExport,
  removeExport,
  startExport,
} from '#privacy/export'
import { expire } from '#privacy/retention'
import { type TestHouse, dump, openTestCtx } from '#test/house'
import { cutOut } from '#test/pictures'
import { readCsv, unzip } from '#test/zip'

const marker = {
  name: 'Ottilie Q. Marker',
  about: 'About me: marker-about-7f3',
  email: 'marker.mail.9k2@example.org',
  title: 'marker title 5d1 =2+2',
  description: '=HYPERLINK("marker-description-8c4")',
  tag: 'marker tag 6e9',
  alt: 'marker alt 3a7',
  attribution: 'marker credit 2b8',
} as const

describe('the export of everything held on a person', () => {
  let t: TestHouse
  before(async () => (t = await openTestCtx({ stores: allStores })))
  after(() => t.close())

  async function member(username: string, email = `${username}@example.org`): Promise<Member> {
    const { personId } = await createMember(t.ctx, { username, email, password: 'seven quiet herons', verified: true })
    return bySession(personId)
  }
  const bySession = (personId: Member['personId']): Promise<Member> => {
    const sessionId = newId<'session'>(t.ctx)
    return actorOf(t.ctx, personId, { kind: 'session', sessionId, strong: false, provenAt: t.clock.now() })
  }

  async function upload(actor: Member, seed: number, fields: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const staged = await t.ctx.storage.receive(Readable.from([await cutOut(seed, 300)]), { maxBytes: 1e7 })
    const input = doors.images.ReceiveInput.parse({ agreeRegion: 'on', ...fields })
    const receiving = doors.images.receivePicture(t.ctx, actor, staged, input)
    const settled = Promise.allSettled([receiving])
    while ((await Promise.race([settled, new Promise((done) => setTimeout(done, 20))])) === undefined) {
      await t.runJobs(handlers)
    }
    await receiving
    // Numbers of the same millisecond stand in any order.
    t.clock.advanceMs(1)
  }

  async function zipOf(actor: Member): Promise<{ readonly id: string; readonly bytes: Buffer }> {
    const { export: begun } = await startExport(t.ctx, actor)
    await t.runJobs(handlers)
    const zip = await openExport(t.ctx, actor, begun.id)
    const bytes = await buffer(zip.read())
    assert.equal(bytes.length, zip.sizeBytes)
    return { id: begun.id, bytes }
  }

  /** Every file below the data folder. */
  const filesOnDisk = (): readonly string[] =>
    readdirSync(t.ctx.config.home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))

  test('holds every value of a member, each in the words of the declaration, as JSON that its own schema describes and as CSV (promises: G-32, G-104)', async () => {
    const ada = await member('ada', marker.email)
    await editProfile(t.ctx, ada, { displayName: marker.name, about: marker.about, profilePublic: true })
    const { title, description, alt, tag, attribution } = marker
    await upload(ada, 3, { title, description, alt, tags: tag, attribution, visibility: 'private' })
    await upload(ada, 4, { title: 'two' })
    const grace = await member('grace')
    await upload(grace, 5, { title: 'of somebody else' })

    const { bytes } = await zipOf(ada)
    const files = await unzip(bytes)
    const all = [...files].filter(([path]) => /\.(json|csv|html)$/.test(path))
    for (const [name, value] of Object.entries(marker)) {
      const asJson = JSON.stringify(value).slice(1, -1)
      const inJson = all.some(
        ([path, text]) => path.startsWith('data/') && path.endsWith('.json') && text.includes(asJson),
      )
      assert.ok(inJson, `${name} is in the JSON`)
      const asCsv = value.replaceAll('"', '""')
      const inCsv = all.some(([path, text]) => path.endsWith('.csv') && text.includes(asCsv))
      assert.ok(inCsv, `${name} is in the CSV`)
      const page = files.get('index.html')?.toString() ?? ''
      assert.ok(page.includes(value.replaceAll('"', '&quot;')), `${name} is on the page`)
    }
    assert.equal(
      all.some(([, text]) => text.includes('of somebody else') || text.includes(grace.personId)),
      false,
    )

    const schema = JSON.parse(files.get('schema.json')?.toString() ?? '') as { $defs: Record<string, object> }
    let checked = 0
    for (const [path, bytesOfFile] of files) {
      if (!path.endsWith('.json') || path === 'schema.json') continue
      const name = Object.keys(schema.$defs).find((pattern) => {
        const [before = '', behind = ''] = pattern.split('*')
        return pattern.includes('*') ? path.startsWith(before) && path.endsWith(behind) : path === pattern
      })
      assert.ok(name, `${path} is described`)
      const read = z.fromJSONSchema(schema.$defs[name] as Parameters<typeof z.fromJSONSchema>[0])
      const document = JSON.parse(bytesOfFile.toString()) as Record<string, unknown>
      assert.deepEqual(read.safeParse(document).error?.issues ?? [], [], path)
      assert.equal(read.safeParse({ ...document, format: 'another' }).success, false, 'the negative control')
      checked += 1
    }
    assert.ok(checked > 15)

    for (const [path, text] of files) {
      if (!/^data\/.*\.json$/.test(path)) continue
      const { rows, columns } = JSON.parse(text.toString()) as {
        rows: Record<string, unknown>[]
        columns: Record<string, { given: boolean }>
      }
      const cells = readCsv(files.get(path.replace('.json', '.csv'))?.toString() ?? '')
      assert.equal(cells.length, rows.length, path)
      for (const [index, row] of rows.entries()) {
        for (const name of Object.keys(columns).filter((one) => columns[one]?.given)) {
          const value = row[name] ?? ''
          const want = typeof value === 'string' ? value : JSON.stringify(value)
          const have = cells[index]?.[name] ?? ''
          assert.equal(have.startsWith("'") && !want.startsWith("'") ? have.slice(1) : have, want, `${path} ${name}`)
        }
      }
    }
    const consents = files.get('consents.json')?.toString() ?? ''
    assert.match(consents, /"document"/)
    const page = files.get('index.html')?.toString() ?? ''
    assert.doesNotMatch(page, /<script|\son\w+=|https?:\/\/(?!localhost)[^"<]*"/, 'nothing runs, nothing is fetched')
  })

  test('has each picture byte for byte as it is kept, with what was said of it, under a name that nobody gave', async () => {
    const mary = await member('mary')
    await upload(mary, 11, { title: '../../etc/passwd', licence: 'CC0-1.0', tags: 'a, b', visibility: 'unlisted' })
    await upload(mary, 12, { title: 'Ünïcode ☂' })
    const files = await unzip((await zipOf(mary)).bytes)
    const manifest = ManifestDocument.parse(JSON.parse(files.get('export.json')?.toString() ?? ''))
    assert.equal(manifest.pictures.length, 2)
    const { rows } = await t.database.pool.query<{ master_hash: string }>(
      'select master_hash from library_images where owner_id = $1 order by id',
      [mary.personId],
    )
    for (const [index, { document, file }] of manifest.pictures.entries()) {
      assert.match(file ?? '', /^pictures\/img_[0-9a-z]{26}(-[a-z0-9-]+)?\.[a-z]+$/)
      const about = PictureDocument.parse(JSON.parse(files.get(document)?.toString() ?? ''))
      const inZip = files.get(file ?? '') ?? Buffer.alloc(0)
      const hash = rows[index]?.master_hash ?? ''
      assert.ok(inZip.equals(await readFile(t.ctx.storage.pathOf(hash))), 'byte for byte')
      assert.equal(createHash('sha256').update(inZip).digest('hex'), about.sha256)
      assert.ok(files.has(about.thumbnail ?? ''))
    }
    const first = PictureDocument.parse(JSON.parse(files.get(manifest.pictures[0]?.document ?? '')?.toString() ?? ''))
    assert.deepEqual(
      [first.title, first.licence, first.tags, first.visibility],
      ['../../etc/passwd', 'CC0-1.0', ['a', 'b'], 'unlisted'],
    )
  })

  test('lies sealed: nothing of it is in clear in any file, and none is left when the person is erased', async () => {
    const email = 'sealed.marker.4q8@example.org'
    const edith = await member('edith', email)
    const { bytes, id } = await zipOf(edith)
    assert.ok((await unzip(bytes)).get('data/accounts_addresses.json')?.includes(email), 'it is in the zip')
    const before = filesOnDisk()
    const [row] = (
      await t.database.pool.query<{ file_hash: string }>('select file_hash from privacy_exports where person_id = $1', [
        edith.personId,
      ])
    ).rows
    const sealed = t.ctx.storage.pathOf(row?.file_hash ?? '')
    assert.ok(before.includes(sealed))
    for (const file of before) {
      const content = readFileSync(file)
      assert.equal(
        content.includes(email) || content.includes('schema.json') || content.includes('PK\u0003\u0004'),
        false,
        file,
      )
    }
    await erasePerson(t.ctx, { stores: allStores, holders: dataHolders }, edith.personId)
    await t.runJobs(handlers)
    assert.equal(filesOnDisk().includes(sealed), false)
    assert.equal((await dump(t)).includes(edith.personId), false)
    await assert.rejects(openExport(t.ctx, edith, id), { code: 'export-not-found' })
  })

  test('is one at a time: two clicks at once make one, a later one is told of it, and a ready one makes place', async () => {
    const hedy = await member('hedy')
    const [a, b] = await Promise.all([startExport(t.ctx, hedy), startExport(t.ctx, hedy)])
    assert.equal(a.export.id, b.export.id)
    assert.deepEqual([a.isNew, b.isNew].sort(), [false, true])
    assert.equal((await startExport(t.ctx, hedy)).export.id, a.export.id)
    await t.runJobs(handlers)
    assert.equal((await getExport(t.ctx, hedy, a.export.id)).status, 'ready')
    const next = await startExport(t.ctx, hedy)
    assert.notEqual(next.export.id, a.export.id)
    await assert.rejects(getExport(t.ctx, hedy, a.export.id), { code: 'export-not-found' })
    await t.runJobs(handlers)
    const { rows } = await t.database.pool.query(
      "select 1 from platform_blob_uses where used_by like 'privacy_exports:%' and used_by not like $1",
      ['%x'],
    )
    const { rows: exports } = await t.database.pool.query('select 1 from privacy_exports where status = $1', ['ready'])
    assert.equal(rows.length, exports.length, 'the file of the first went with it')
  })

  test('asked for again under the key of the same request is the same one, also when it is ready', async () => {
    const alan = await member('alan')
    const first = await startExport(t.ctx, alan, { repeatKey: 'one' })
    await t.runJobs(handlers)
    const again = await startExport(t.ctx, alan, { repeatKey: 'one' })
    assert.deepEqual([again.isNew, again.export.id], [false, first.export.id])
    assert.notEqual((await startExport(t.ctx, alan, { repeatKey: 'two' })).export.id, first.export.id)
    await t.runJobs(handlers)
  })

  test('is nobody else’s, and only for who proved just now that it is them', async () => {
    const [olga, eve] = [await member('olga'), await member('eve')]
    const { id } = await zipOf(olga)
    const own = await zipOf(eve)
    assert.notEqual(own.id, id)
    await assert.rejects(getExport(t.ctx, eve, id), { code: 'export-not-found' })
    await assert.rejects(openExport(t.ctx, eve, id), { code: 'export-not-found' })
    await assert.rejects(removeExport(t.ctx, eve, id), { code: 'export-not-found' })
    await assert.rejects(openExport(t.ctx, olga, 'exp_01h455vb4pex5vsknk084sn02q'), { code: 'export-not-found' })
    const stale: Member = {
      ...olga,
      via: { ...olga.via, provenAt: new Date(t.clock.now().getTime() - hourMs) } as Member['via'],
    }
    await assert.rejects(openExport(t.ctx, stale, id), { code: 'prove-again' })
    const byKey: Member = {
      ...olga,
      via: { kind: 'api-key', keyId: newId(t.ctx), scopes: new Set(['me:read', 'images:read']) },
    }
    await assert.rejects(openExport(t.ctx, byKey, id), { code: 'scope-missing' })
    assert.equal((await getExport(t.ctx, byKey, id)).status, 'ready')
  })

  test('goes an hour after its download, else after seven days, with its file', async () => {
    const ruth = await member('ruth')
    const { export: begun } = await startExport(t.ctx, ruth)
    await t.runJobs(handlers)
    const retain = async (): Promise<void> => {
      await expire(t.ctx, allStores, dataHolders)
      await t.runJobs(handlers)
    }
    const hash = async (): Promise<string | undefined> =>
      (
        await t.database.pool.query<{ h: string }>('select file_hash h from privacy_exports where person_id = $1', [
          ruth.personId,
        ])
      ).rows[0]?.h
    const file = t.ctx.storage.pathOf((await hash()) ?? '')

    t.clock.advanceMs(7 * dayMs - minuteMs)
    await retain()
    const proven = await bySession(ruth.personId)
    const zip = await openExport(t.ctx, proven, begun.id)
    await buffer(zip.read({ start: 0, end: 9 }))
    t.clock.advanceMs(-6 * dayMs)
    await retain()
    assert.ok(await hash(), 'a part is not a download')
    await buffer((await openExport(t.ctx, proven, begun.id)).read())
    t.clock.advanceMs(hourMs - minuteMs)
    await retain()
    assert.ok(filesOnDisk().includes(file))
    t.clock.advanceMs(minuteMs)
    assert.equal(await findExport(t.ctx, proven), null)
    await retain()
    assert.deepEqual([await hash(), filesOnDisk().includes(file)], [undefined, false])
    await startExport(t.ctx, proven)
    await t.runJobs(handlers)
    t.clock.advanceMs(7 * dayMs)
    await retain()
    assert.equal(await hash(), undefined)
  })

  /** Does the work with `meanwhile` happening when the first picture has been written. */
  async function interrupted(meanwhile: () => Promise<unknown>): Promise<void> {
    const { each } = exportSources.pictures
    const pictures = {
      ...exportSources.pictures,
      async *each(...about: Parameters<typeof each>) {
        let isFirst = true
        for await (const picture of each(...about)) {
          yield picture
          if (isFirst) await meanwhile()
          isFirst = false
        }
      },
    }
    const others = handlers.filter(({ name }) => !name.startsWith('privacy.'))
    await t.runJobs([...others, ...exportHandlers({ ...exportSources, pictures })])
    await t.runJobs(handlers)
  }

  test('that is cancelled in the middle stops and leaves nothing; so does one whose owner is erased meanwhile', async () => {
    const joan = await member('joan')
    await upload(joan, 21)
    await upload(joan, 22)
    const before = filesOnDisk()
    const { export: begun } = await startExport(t.ctx, joan)
    let partial = 0
    await interrupted(async () => {
      partial = filesOnDisk().length
      await removeExport(t.ctx, joan, begun.id)
    })
    assert.equal(partial, before.length + 1, 'the negative control: something was being written')
    assert.equal(await findExport(t.ctx, joan), null)
    assert.deepEqual(filesOnDisk(), before)

    await startExport(t.ctx, joan)
    await interrupted(() => erasePerson(t.ctx, { stores: allStores, holders: dataHolders }, joan.personId))
    const left = filesOnDisk().filter((file) => !before.includes(file))
    assert.deepEqual(left, [])
    const { rows } = await t.database.pool.query('select 1 from platform_subject_keys where subject_id = $1', [
      joan.personId,
    ])
    assert.deepEqual(rows, [], 'nor is a new key made for who is gone')
  })

  test('leaves out a picture that was deleted while it was made, and says so', async () => {
    const anna = await member('anna')
    await upload(anna, 31)
    await upload(anna, 32)
    await startExport(t.ctx, anna)
    await interrupted(async () => {
      const { rows } = await t.database.pool.query<{ id: Id<'image'>; hash: string }>(
        'select id, master_hash as hash from library_images where owner_id = $1 order by id',
        [anna.personId],
      )
      const second = rows[1]
      assert.ok(second)
      await doors.images.deleteImage(t.ctx, anna, { id: showId('image', second.id), now: true })
      while (await t.ctx.storage.has(second.hash)) await t.runJobs(handlers)
    })
    const ready = await findExport(t.ctx, anna)
    const files = await unzip(await buffer((await openExport(t.ctx, anna, ready?.id ?? '')).read()))
    const manifest = ManifestDocument.parse(JSON.parse(files.get('export.json')?.toString() ?? ''))
    assert.deepEqual([manifest.pictures.length, manifest.gone.length], [1, 1])
  })

  test('is told of by a letter where it took longer than a minute, and by none where it did not', async () => {
    const lise = await member('lise')
    const toLise = () =>
      t.letters.filter(({ to, kind }) => to === 'lise@example.org' && kind === 'privacy.export-ready')
    await zipOf(lise)
    assert.deepEqual(toLise(), [])
    await startExport(t.ctx, lise)
    t.clock.advanceMs(minuteMs + 1)
    await t.runJobs(handlers)
    await t.runJobs(handlers)
    assert.equal(toLise().length, 1)
    assert.match(toLise()[0]?.text ?? '', /\/privacy\/my-data\/export/)
  })
})
