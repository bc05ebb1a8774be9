import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AddressChange, changesUndoneBy } from './address-change.rules.ts'

const change = (fromAddressId: string, toAddressId: string | null, second: number): AddressChange => ({
  changeId: `${fromAddressId}${toAddressId}`,
  fromAddressId,
  toAddressId,
  changedAt: new Date(1000 * second),
})
const names = (address: string, open: readonly AddressChange[]): string =>
  changesUndoneBy(address, open)
    .map(({ changeId }) => changeId)
    .join(' ')

test('an address undoes its own change and all that came after, never what came before', () => {
  const open = [change('a', 'b', 1), change('b', 'c', 2), change('c', null, 3)]
  assert.equal(names('a', open), 'ab bc cnull')
  assert.equal(names('b', open), 'bc cnull')
  assert.equal(names('c', open), 'cnull')
  assert.equal(names('d', open), '')
  assert.equal(names('a', []), '')
})

test('an address that was replaced twice counts from the first time', () => {
  assert.equal(names('a', [change('a', 'b', 1), change('c', 'd', 2), change('a', 'e', 3)]), 'ab cd ae')
})
