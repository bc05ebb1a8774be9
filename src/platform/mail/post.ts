import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { type MailStore, type Purpose, type Store, needsConsent, storesOf } from '#declaration'
import type { Chance } from '#platform/chance'
import type { Clock } from '#platform/clock'
import type { Config } from '#platform/config'
import { type Egress, WayShut } from '#platform/egress'
import { type Metrics, counter, nameInCode } from '#platform/metrics'
import { putIntoOutbox } from './outbox.ts'

export interface Letter {
  /** A declared kind of mail. */
  readonly kind: string
  readonly to: string
  readonly subject: string
  /** Plain text: nothing in it can report that it was read. */
  readonly text: string
}

export interface Post {
  /**
   * Resolves when the mail server, or the disk, has taken the letter; or when it may not be written, because its kind
   * rests on a yes that is not there at this moment. Then nothing has left, and nothing is tried again: a yes that is
   * given later is not one to this letter.
   *
   * @throws WayShut where nobody may run the mail server now
   * @throws Error where the kind is not declared
   */
  send(letter: Letter): Promise<'sent' | 'not-agreed'>
}

export interface PostOptions {
  readonly config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'home' | 'origin'>
  readonly stores: readonly Store[]
  readonly clock: Clock
  readonly chance: Chance
  /** Asked before each letter leaves this machine. */
  readonly egress: Egress
  readonly metrics?: Metrics
  /** Whether the owner of an address agrees to letters for this purpose there. Without it nobody does. */
  readonly mayWriteTo?: (address: string, purpose: Purpose) => Promise<boolean>
  /** Told of a letter that was not agreed to. */
  readonly onNotAgreed?: (letter: Pick<Letter, 'kind' | 'to'>) => Promise<void>
}

const letters = counter('vitrine_mail_letters_total', 'Letters, by kind and by what became of them.', {
  kind: nameInCode,
  outcome: ['sent', 'failed', 'not-agreed', 'waiting'],
})

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

export function openPost(options: PostOptions): Post {
  const { config, stores, clock, chance, egress, metrics } = options
  const kinds = new Map(storesOf(stores, 'mail').map((store) => [store.name, store]))
  const smtp = config.smtpUrl === undefined ? null : new URL(config.smtpUrl)
  // Without a mail server the letter is composed just the same and lies in the outbox as it would have left.
  const transport = smtp
    ? createTransport({ url: smtp.href, requireTLS: smtp.protocol === 'smtp:' && !loopback.test(smtp.hostname) })
    : createTransport({ streamTransport: true, buffer: true, newline: 'windows' })

  return {
    async send(letter) {
      const kind = kinds.get(letter.kind)
      if (!kind) throw new Error(`mail kind ${letter.kind} is not declared`)
      if (!(await isAgreed(kind, letter.to, options))) {
        metrics?.count(letters, { kind: letter.kind, outcome: 'not-agreed' })
        await options.onNotAgreed?.(letter)
        return 'not-agreed'
      }
      const id = chance.bytes(16).toString('hex')
      try {
        if (smtp) await egress.pass('SMTP_URL', kind.purposes[0])
        const sent = await transport.sendMail({
          from: config.mailFrom,
          to: letter.to,
          subject: letter.subject,
          text: letter.text,
          date: clock.now(),
          messageId: `<${id}@${config.origin.hostname}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Vitrine-Kind': letter.kind },
        })
        if (!smtp) {
          await putIntoOutbox(join(config.home, 'outbox'), clock.now(), id, (sent as { message: Buffer }).message)
        }
      } catch (error) {
        metrics?.count(letters, { kind: letter.kind, outcome: error instanceof WayShut ? 'waiting' : 'failed' })
        throw withoutAddress(error)
      }
      metrics?.count(letters, { kind: letter.kind, outcome: 'sent' })
      return 'sent'
    },
  }
}

/** Asked at the last moment before a letter leaves, so that a yes taken back while it waited counts (promise G-28). */
async function isAgreed(
  { purposes, basis }: Pick<MailStore, 'purposes' | 'basis'>,
  to: string,
  { mayWriteTo }: Pick<PostOptions, 'mayWriteTo'>,
): Promise<boolean> {
  for (const purpose of purposes) {
    if (needsConsent(basis, purpose) && !(await mayWriteTo?.(to, purpose))) return false
  }
  return true
}

/**
 * What a mail server answers often repeats the address of the reader. This error is logged and noted in the queue, so only
 * the codes of it stay.
 */
function withoutAddress(error: unknown): unknown {
  const { code, responseCode, command } = error as Readonly<Record<string, unknown>>
  if (responseCode === undefined && command === undefined) return error
  const told = [code, command, responseCode].filter((one) => typeof one === 'string' || typeof one === 'number')
  return new Error(`The mail server did not take the letter: ${told.join(' ')}.`)
}
