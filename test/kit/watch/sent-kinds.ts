import { listOutbox, readOutboxMail } from '#platform/mail'

/** The kinds of the letters that lie in the outbox of a data folder. */
export async function sentKinds(home: string): Promise<readonly string[]> {
  const kinds = new Set<string>()
  for (const { id } of await listOutbox(home, Infinity)) {
    const head = (await readOutboxMail(home, id))?.toString('utf8').split('\r\n\r\n', 1)[0] ?? ''
    kinds.add(/^X-Vitrine-Kind: (.*)$/im.exec(head)?.[1]?.trim() ?? 'a letter without a kind')
  }
  return [...kinds]
}
