import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  affordable,
  amountMaxMicros,
  costMicros,
  leastMicros,
  readMicros,
  totalMicros,
  writeMicros,
} from './money.rules.ts'

const micros = fc.bigInt({ min: 0n, max: 10n ** 20n })
const amounts = fc.bigInt({ min: 1n, max: amountMaxMicros })

describe('amounts', () => {
  test('are read as they were written, whatever they are', () => {
    fc.assert(fc.property(micros, (amount) => assert.equal(readMicros(writeMicros(amount)), amount)))
  })

  test('are what they say, to the last digit', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 999_999 }), (whole, part) => {
        const text = `${whole}.${String(part).padStart(6, '0')}`
        assert.equal(readMicros(text), BigInt(whole) * 1_000_000n + BigInt(part))
      }),
    )
  })

  for (const [text, amount] of [
    ['0.01', 10_000n],
    ['1250', 1_250_000_000n],
    ['1250.5', 1_250_500_000n],
    ['1000000000000', 10n ** 18n],
    ['0.000001', 1n],
  ] as const) {
    test(`${text} is read`, () => assert.equal(readMicros(text), amount))
  }

  test('of any other shape are not read', () => {
    const others = [
      '',
      '-1',
      '+1',
      '1,50',
      '1 000',
      '1e3',
      '.5',
      '1.',
      '0.0000001',
      '١',
      'NaN',
      '0x10',
      '1_000',
      '1.2.3',
    ]
    for (const text of others) assert.equal(readMicros(text), null, text)
    fc.assert(
      fc.property(fc.string(), (text) => assert.equal(readMicros(text) === null, !/^\d{1,30}(\.\d{1,6})?$/.test(text))),
    )
  })

  for (const [currency, least] of [
    ['USD', 10_000n],
    ['EUR', 10_000n],
    ['JPY', 1_000_000n],
    ['KWD', 1_000n],
  ] as const) {
    test(`in ${currency} have a least one`, () => assert.equal(leastMicros(currency), least))
  }
})

describe('what lines cost', () => {
  const line = (
    priceModel: 'cpm' | 'vcpm' | 'cpc' | 'flat',
    rate: bigint,
    budget: bigint | null,
    quantity: bigint | null,
  ) => ({
    ...{ priceModel, rateMicros: rate, budgetMicros: budget, quantity },
  })

  test('is the flat price, the budget, or the quantity at its rate', () => {
    assert.equal(costMicros(line('flat', 5n, null, null)), 5n)
    assert.equal(costMicros(line('cpm', 4_500_000n, 12_000_000_000n, null)), 12_000_000_000n)
    assert.equal(costMicros(line('cpm', 4_500_000n, null, 1000n)), 4_500_000n)
    assert.equal(costMicros(line('cpm', 1n, null, 1n)), 1n, 'a part of a micro counts as a whole one')
    assert.equal(costMicros(line('cpc', 250_000n, null, 3n)), 750_000n)
  })

  test('is never less than what is delivered comes to, and never a whole micro more', () => {
    fc.assert(
      fc.property(amounts, fc.bigInt({ min: 1n, max: 10n ** 12n }), (rate, quantity) => {
        const cost = costMicros(line('cpm', rate, null, quantity))
        assert.ok(cost * 1000n >= rate * quantity)
        assert.ok((cost - 1n) * 1000n < rate * quantity)
      }),
    )
  })

  test('stays within the budget for as many as it pays for', () => {
    fc.assert(
      fc.property(amounts, amounts, fc.constantFrom('cpm', 'vcpm', 'cpc'), (rate, budget, model) => {
        const count = affordable(line(model, rate, budget, null)) ?? assert.fail()
        assert.ok(costMicros(line(model, rate, null, count)) <= budget)
        assert.ok(costMicros(line(model, rate, null, count + 1n)) > budget)
      }),
    )
  })

  test('is the sum of the lines, in whatever order, and fits the database', () => {
    const lines = fc.array(
      amounts.map((budget) => line('cpm', 1n, budget, null)),
      { maxLength: 50 },
    )
    fc.assert(
      fc.property(lines, (all) => {
        const sum = totalMicros(all)
        assert.equal(totalMicros([...all].reverse()), sum)
        assert.equal(
          all.reduce((rest, { budgetMicros }) => rest - (budgetMicros ?? 0n), sum),
          0n,
        )
        assert.ok(sum < 2n ** 63n)
      }),
    )
  })
})
