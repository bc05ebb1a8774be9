import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counterWentBack, isPlainAttestation, knownTransports } from './passkey.rules.ts'

test('a counter goes back where it does not rise, unless the device does not count', () => {
  const cases: readonly (readonly [number, number, boolean])[] = [
    [0, 0, false],
    [0, 1, false],
    [1, 2, false],
    [1, 4_294_967_295, false],
    [1, 1, true],
    [2, 1, true],
    [1, 0, true],
    [4_294_967_295, 0, true],
  ]
  for (const [stored, given, back] of cases) assert.equal(counterWentBack(stored, given), back, `${stored} ${given}`)
})

test('only a registration without a statement of a maker is taken', () => {
  const cases: readonly (readonly [string, boolean, boolean])[] = [
    ['none', false, true],
    ['packed', false, true],
    ['packed', true, false],
    ['tpm', true, false],
    ['tpm', false, false],
    ['android-safetynet', false, false],
    ['apple', true, false],
    ['', false, false],
  ]
  for (const [format, certificates, plain] of cases)
    assert.equal(isPlainAttestation(format, certificates), plain, format)
})

test('of the ways to reach a device those of the standard are kept, each once', () => {
  assert.deepEqual(knownTransports(['usb', 'usb', 'internal', 'my name', '']), ['usb', 'internal'])
})
