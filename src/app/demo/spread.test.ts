import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DemoPicture, demoSetOf } from './demo-picture.ts'
import { inGalleryOrder, spread, spreadByGroup } from './spread.ts'

const set = (name: string, count: number) =>
  demoSetOf(
    { name, label: name, about: '', member: { username: name, displayName: name }, licence: 'CC0-1.0' },
    Array.from({ length: count }, (_, i): DemoPicture => ({
      set: name,
      name: String(i),
      file: async () => Buffer.alloc(0),
      title: '',
      alt: '',
      tags: [],
      licence: 'CC0-1.0',
      attribution: '',
    })),
  )

test('a short list is spread evenly over a long one', () => {
  const order = spread<number | string>([{ items: [0, 1, 2, 3, 4, 5, 6, 7] }, { items: ['a', 'b'] }])
  assert.deepEqual(order, [0, 1, 'a', 2, 3, 4, 5, 'b', 6, 7])
})

test('a list that leans is denser towards the end, and the same list straight is not', () => {
  const long = Array.from({ length: 100 }, (_, i) => i)
  const inLastTenth = (lean: number) =>
    spread<number | string>([{ items: long }, { items: [...'abcdefghij'], lean }])
      .slice(-11)
      .filter((item) => typeof item === 'string').length
  assert.equal(inLastTenth(1), 1)
  assert.ok(inLastTenth(2) >= 3)
})

test('neighbours come from different groups', () => {
  const order = spreadByGroup(['a1', 'a2', 'a3', 'b1', 'b2', 'b3'], (item) => item.slice(0, 1))
  assert.deepEqual(order, ['a1', 'b1', 'a2', 'b2', 'a3', 'b3'])
})

test('the gallery order holds every picture of every set once and ends with a mixture', async () => {
  const order: DemoPicture[] = []
  for await (const picture of inGalleryOrder([set('few', 40), set('many', 1100), set('none', 0)])) order.push(picture)
  assert.equal(new Set(order.map(({ set, name }) => `${set}/${name}`)).size, 1140)
  const few = order.slice(-60).filter((picture) => picture.set === 'few').length
  assert.ok(few >= 8 && few <= 30, `${few} of the last 60`)
})
