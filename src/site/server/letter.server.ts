/** A letter of the outbox, readable. */
export interface ReadableLetter {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/**
 * Reads a letter back as our own mail room composes it: one part of plain text, in UTF-8 (RFC 5322, 2045, 2047). It is
 * no reader for the mails of others.
 */
export function readLetter(source: Buffer): ReadableLetter {
  const message = source.toString('latin1')
  const end = message.search(/\r?\n\r?\n/)
  const head = message.slice(0, end).replaceAll(/\r?\n[ \t]+/g, ' ')
  const header = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? ''
  const body = message.slice(end).replace(/^(\r?\n){2}/, '')
  return {
    from: decodedWords(header('From')),
    to: decodedWords(header('To')),
    subject: decodedWords(header('Subject')),
    text: decodedBody(body, header('Content-Transfer-Encoding').toLowerCase()),
  }
}

function decodedBody(body: string, encoding: string): string {
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? unquoted(body.replaceAll(/=\r?\n/g, ''))
        : Buffer.from(body, 'latin1')
  return bytes.toString('utf8').replaceAll('\r\n', '\n')
}

const unquoted = (text: string): Buffer =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

/** Encoded words of RFC 2047; white space between two of them is no part of the text. */
function decodedWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, way: string, word: string) =>
      (way.toUpperCase() === 'B' ? Buffer.from(word, 'base64') : unquoted(word.replaceAll('_', ' '))).toString('utf8'),
    )
}
