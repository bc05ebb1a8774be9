import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { litOf, papers } from './lit.ts'

test('a drawing with dark lines is lit, one that is white throughout stands on dark, others on either', () => {
  assert.equal(litOf(['#000000', '#ffffff']), 'light')
  assert.equal(litOf(['#f1b31c', '#000000', '#ffffff']), 'light')
  assert.equal(litOf(['#ffffff', '#f4f4f4']), 'dark')
  assert.equal(litOf(['#ffffff', '#c0392b']), undefined)
  assert.equal(litOf(['#e5484d']), undefined)
  assert.equal(litOf([]), undefined)
})

test('knows the papers of the tokens', () => {
  const css = readFileSync(join(import.meta.dirname, '../styles/tokens.css'), 'utf8')
  assert.ok(css.includes(`--paper: light-dark(${papers.light}, ${papers.dark})`))
  assert.ok(css.includes(`--paper-light: ${papers.light};\n  --paper-dark: ${papers.dark};`))
})
