import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { openOpenclipart, readClipartFacts } from './openclipart.ts'
import { openclipartPicks } from './openclipart.picks.ts'

const folder = await mkdtemp(join(tmpdir(), 'demo-openclipart-'))
after(() => rm(folder, { recursive: true, force: true }))

const clipart = (licence: string) => `<svg><metadata><rdf:RDF><cc:Work rdf:about="">
  <dc:title>Gelato all&amp;#39;italiana</dc:title>
  <dc:subject><rdf:Bag><rdf:li>Dessert</rdf:li><rdf:li>hash(0x897d730)</rdf:li><rdf:li>unsorted</rdf:li></rdf:Bag></dc:subject>
  <dc:publisher><cc:Agent><dc:title>Open Clip Art Library</dc:title></cc:Agent></dc:publisher>
  <dc:creator><cc:Agent><dc:title>Ada Example (ada@example.org)</dc:title></cc:Agent></dc:creator>
  <cc:license rdf:resource="${licence}"/>
</cc:Work></rdf:RDF></metadata><dc:title>not this</dc:title></svg>`

test('title, maker without address, subjects and licence are read from the drawing itself', () => {
  assert.deepEqual(readClipartFacts(clipart('http://web.resource.org/cc/PublicDomain')), {
    title: "Gelato all'italiana",
    creator: 'Ada Example',
    subjects: ['Dessert', 'hash(0x897d730)', 'unsorted'],
    isPublicDomain: true,
  })
  assert.ok(readClipartFacts(clipart('http://creativecommons.org/licenses/publicdomain/')).isPublicDomain)
  assert.deepEqual(readClipartFacts('<svg/>'), { title: '', creator: '', subjects: [], isPublicDomain: false })
})

test('only drawings that say they are in the public domain are shown', async () => {
  const [free, bound] = openclipartPicks
  assert.ok(free && bound)
  for (const [[path], licence] of [
    [free, 'http://web.resource.org/cc/PublicDomain'],
    [bound, 'http://creativecommons.org/licenses/GPL/2.0/'],
  ] as const) {
    const file = join(folder, 'usr/share/openclipart/svg', `${path}.svg`)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, clipart(licence))
  }
  const set = await openOpenclipart(folder)
  assert.equal(set.pictureCount, 1)
  for await (const picture of set.pictures()) {
    assert.equal(picture.name, free[0])
    assert.equal(picture.title, free[1])
    assert.equal(picture.licence, 'public-domain')
    assert.equal(picture.attribution, 'Ada Example, Open Clip Art Library (openclipart.org)')
    assert.ok(picture.tags.includes('dessert') && !picture.tags.includes('unsorted'))
    assert.match(picture.description ?? '', /Gelato/)
  }
})

test('every pick has a title of its own path and no path is picked twice', () => {
  assert.equal(new Set(openclipartPicks.map(([path]) => path)).size, openclipartPicks.length)
  for (const [path, title] of openclipartPicks) assert.ok(/^[\w./-]+$/.test(path) && title.length > 2, path)
})
