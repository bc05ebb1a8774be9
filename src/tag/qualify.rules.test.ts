import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { chosenOf, isFit, isMeant, mayCarry, placesOf } from './qualify.rules.ts'

const settings = { pictures: ['.photo', '.wide'], neverPictures: ['.logo'], minWidth: 300, minHeight: 200 }
const shown = { width: 300, height: 200, isLoaded: true, isVisible: true }

/** A picture with these classes, in a browser that knows classes and nothing else. */
const withClasses = (...classes: readonly string[]) => ({
  matches(selector: string): boolean {
    if (!/^\.\w+$/.test(selector)) throw new SyntaxError(selector)
    return classes.includes(selector.slice(1))
  },
})

describe('a picture', () => {
  test('is meant where a selector means it and none forbids it', () => {
    assert.equal(isMeant(withClasses('wide'), settings), true)
    assert.equal(isMeant(withClasses('wide', 'logo'), settings), false)
    assert.equal(isMeant(withClasses('icon'), settings), false)
  })

  test('has no ad where the browser does not understand what forbids, and one where it understands another that allows', () => {
    const odd = ':is(.x)'
    assert.equal(isMeant(withClasses('photo'), { ...settings, neverPictures: [odd] }), false)
    assert.equal(isMeant(withClasses('photo'), { ...settings, pictures: [odd, '.photo'] }), true)
    assert.equal(isMeant(withClasses('photo'), { ...settings, pictures: [odd] }), false)
  })

  test('is fit from the least size on, once it is there and can be seen', () => {
    assert.equal(isFit(shown, settings), true)
    for (const less of [{ width: 299.9 }, { height: 199.9 }, { isLoaded: false }, { isVisible: false }])
      assert.equal(isFit({ ...shown, ...less }, settings), false, JSON.stringify(less))
  })
})

describe('the pictures of a page', () => {
  const chosen = (able: string, held: string, maxPerPage: number): string =>
    [...chosenOf([...able], new Set(held), { maxPerPage })].join('')

  test('carry so many ads as a page may have; who has one keeps it while it can carry it', () => {
    assert.equal(chosen('abcd', '', 2), 'ab')
    assert.equal(chosen('abcd', 'd', 2), 'da')
    assert.equal(chosen('ab', 'd', 2), 'ab')
    assert.equal(chosen('abcd', 'bcd', 1), 'b', 'where fewer are allowed than there were')
    assert.equal(chosen('', 'a', 2), '')
  })

  test('carry none on pages that the publisher takes out', () => {
    assert.equal(mayCarry('/private/a', { neverPages: ['/news', '/private/**'] }), false)
    assert.equal(mayCarry('/public/a', { neverPages: ['/news', '/private/**'] }), true)
    assert.equal(mayCarry('/', { neverPages: [] }), true)
  })

  test('have ads in the shapes and at the places that were chosen', () => {
    assert.deepEqual(placesOf({ formats: ['strip', 'corner', 'reveal'], edge: 'top', corner: 'bottom-left' }), [
      'strip:top',
      'corner:bottom-left',
      'reveal:bottom-left',
    ])
  })
})
