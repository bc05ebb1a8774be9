import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTransport } from 'nodemailer'
import { readLetter } from './letter.server.ts'

const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })

async function composed(subject: string, text: string): Promise<Buffer> {
  const sent = await transport.sendMail({ from: 'no-reply@localhost', to: 'ada@example.org', subject, text })
  return (sent as unknown as { message: Buffer }).message
}

test('a letter reads as it was written, and a long link stays in one piece', async () => {
  const link = `http://localhost:3000/verify/${'a1_'.repeat(40)}`
  const text = `Hello ada,\n\n${link}\n\nIt works for “24 hours” = one day.\n`
  const letter = readLetter(await composed('Verify your address', text))
  assert.deepEqual(letter, { from: 'no-reply@localhost', to: 'ada@example.org', subject: 'Verify your address', text })
})

test('a subject and a text that are not ASCII are read', async () => {
  const subject = 'Ζεύγη — “pairs”, a subject that is long enough to be folded into several words'
  const text = 'Ωμέγα '.repeat(40).trim() + '\n'
  const letter = readLetter(await composed(subject, text))
  assert.equal(letter.subject, subject)
  assert.equal(letter.text, text)
})
