import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { counter, durationBuckets, gauge, histogram, nameInCode, openMetrics } from '#platform/metrics'

const doors = counter('vitrine_house_doors_total', 'Doors.', { state: ['open', 'shut'] })
const routes = counter('vitrine_house_routes_total', 'Routes.', { route: nameInCode })
const waits = histogram('vitrine_house_wait_seconds', 'Waiting.', durationBuckets)
const rooms = gauge('vitrine_house_rooms', 'Rooms.', { floor: ['1', '2'] })

const shown = async (metrics: ReturnType<typeof openMetrics>): Promise<string> => (await metrics.read()).text

describe('figures', () => {
  test('are counted, measured and asked for', async () => {
    const metrics = openMetrics()
    metrics.count(doors, { state: 'open' })
    metrics.count(doors, { state: 'open' }, 2)
    metrics.observe(waits, {}, 0.03)
    let now = 7
    metrics.watch(rooms, () => [{ labels: { floor: '1' }, value: now }])
    const text = await shown(metrics)
    assert.match(text, /^vitrine_house_doors_total\{state="open"\} 3$/m)
    assert.match(text, /^vitrine_house_wait_seconds_bucket\{le="0.05"\} 1$/m)
    assert.match(text, /^vitrine_house_rooms\{floor="1"\} 7$/m)
    now = 8
    assert.match(await shown(metrics), /^vitrine_house_rooms\{floor="1"\} 8$/m)
  })

  test('of two houses in one process are not mixed', async () => {
    const [one, two] = [openMetrics(), openMetrics()]
    one.count(doors, { state: 'shut' })
    assert.match(await shown(one), /doors_total/)
    assert.doesNotMatch(await shown(two), /doors_total/)
  })

  test('hold no word that is not on the list, and nothing that somebody typed', async () => {
    const metrics = openMetrics()
    metrics.count(doors, { state: 'MARKER' as 'open' })
    for (const typed of [
      'MARKER TITLE',
      'marker@example.org?x',
      'MARKER\n',
      `MARKER${'x'.repeat(200)}`,
      'MÄRKER',
      '',
    ]) {
      metrics.count(routes, { route: typed })
    }
    metrics.count(routes, { route: '/api/v1/images/:id', more: 'MARKER' } as { route: string })
    const text = await shown(metrics)
    assert.doesNotMatch(text, /M.RKER/i)
    assert.match(text, /state="other"\} 1$/m)
    assert.match(text, /route="other"\} 6$/m)
    assert.match(text, /route="\/api\/v1\/images\/:id"\} 1$/m, 'the negative control: a name is shown')
  })

  test('cannot be made endless: past a number of names all are one', async () => {
    const metrics = openMetrics()
    for (let number = 0; number < 2000; number++) metrics.count(routes, { route: `/r/${number}` })
    const lines = (await shown(metrics)).split('\n').filter((line) => line.startsWith('vitrine_house_routes_total{'))
    assert.ok(lines.length < 300, `${lines.length}`)
    assert.ok(lines.some((line) => /route="other"\} \d{4}$/.test(line)))
  })

  test('that cannot be had are left out; the others are shown', async () => {
    const metrics = openMetrics()
    metrics.count(doors, { state: 'open' })
    metrics.watch(rooms, async () => {
      throw new Error('the database is away')
    })
    const text = await shown(metrics)
    assert.match(text, /doors_total/)
    assert.doesNotMatch(text, /rooms\{/)
  })

  test('have names that say whose they are and in what unit', () => {
    for (const wrong of ['doors_total', 'vitrine_doors', 'vitrine_house_doors', 'vitrine_House_doors_total']) {
      assert.throws(() => counter(wrong, ''), /no name/, wrong)
    }
    assert.throws(() => histogram('vitrine_house_wait_ms', '', [1]), /no name/)
    const metrics = openMetrics()
    metrics.count(doors, { state: 'open' })
    const same = counter('vitrine_house_doors_total', 'Other doors.', { state: ['open'] })
    assert.throws(() => metrics.count(same, { state: 'open' }), /two metrics/)
  })
})
