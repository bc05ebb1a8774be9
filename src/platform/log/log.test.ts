import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type LogFields, lineFieldNames, logFieldNames, logStores, openLog } from '#platform/log'

describe('the log', () => {
  const lines: string[] = []
  const log = openLog({ level: 'info', destination: { write: (line) => void lines.push(line) } })

  test('writes declared fields only; a personal value under another name is dropped (promise: G-09)', () => {
    log.info('answered', { status: 200, email: 'MARKER@example.org' } as LogFields)
    const line = JSON.parse(lines.pop() ?? '') as Record<string, unknown>
    assert.deepEqual(Object.keys(line).sort(), ['level', 'msg', 'status', 'time'])
  })

  test('keeps of an error what an operator needs, and not the row that a database error carries', () => {
    const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(MARKER) exists' })
    log.error('failed', { error: new Error('outer', { cause: error }) })
    const line = lines.pop() ?? ''
    assert.match(line, /duplicate key/)
    assert.match(line, /23505/)
    assert.doesNotMatch(line, /MARKER/)
  })

  test('declares every field it can write', () => {
    assert.deepEqual(logStores.map((store) => store.name).sort(), [...lineFieldNames, ...logFieldNames].sort())
  })
})
