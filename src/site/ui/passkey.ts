import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { passkeys as words } from '#site/messages/en.ts'

export type Trouble = keyof typeof words.trouble

/** A passkey could not be made or used; the message is for its reader. */
export class PasskeyTrouble extends Error {
  readonly trouble: Trouble | null
  /** Of the refusal, where it was one. */
  readonly code: string | null
  constructor(
    trouble: Trouble | null,
    message: string = trouble ? words.trouble[trouble] : words.trouble.failed,
    code?: string,
  ) {
    super(message)
    this.trouble = trouble
    this.code = code ?? null
  }
}

/** What keeps this browser, at this address, from passkeys; null where nothing does. */
export function obstacle(): Trouble | null {
  if (!window.isSecureContext) return 'insecure'
  if (/^[\d.]+$|^\[/.test(location.hostname)) return 'numeric-host'
  return typeof window.PublicKeyCredential === 'function' ? null : 'unsupported'
}

/** Whether passkeys can be offered where a user name is typed. */
export async function canAutofill(): Promise<boolean> {
  if (obstacle()) return false
  return (await window.PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false
}

/** Asks one of our own addresses. @throws PasskeyTrouble with the words of the refusal */
async function ask<Answer>(path: string, body: object): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new PasskeyTrouble('offline')
  })
  const answer = (await response.json().catch(() => ({}))) as Answer & { code?: string; message?: string }
  if (!response.ok) throw new PasskeyTrouble(null, answer.message || words.trouble.failed, answer.code)
  return answer
}

/** Loaded on first use: most people who see the button do not press it. */
const library = () => import('@simplewebauthn/browser')

/** What the browser threw, in words. A cancelled and a missing passkey look the same, on purpose (WebAuthn 3, 14.5.2). */
function troubleOf(error: unknown, beganAt: number, timeoutMs: number): PasskeyTrouble {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'AbortError') {
    return new PasskeyTrouble(performance.now() - beganAt >= timeoutMs ? 'too-late' : 'cancelled')
  }
  if (name === 'InvalidStateError') return new PasskeyTrouble('known')
  if (name === 'SecurityError') return new PasskeyTrouble('wrong-host')
  if (name === 'ConstraintError' || name === 'NotSupportedError') return new PasskeyTrouble('unable')
  return new PasskeyTrouble('failed')
}

const deviceTimeoutMs = 240_000

/**
 * Has the browser use a passkey, and hands its answer to us.
 *
 * @param path our address that takes the answer; the one below it, `options`, gives what the browser needs
 * @param extra goes along with both
 * @param autofill waits until somebody picks a passkey where a user name is typed
 * @returns where to go on
 * @throws PasskeyTrouble
 */
export async function usePasskey(
  path: string,
  extra: Readonly<Record<string, string>>,
  autofill = false,
): Promise<{ readonly to: string }> {
  const found = obstacle()
  if (found) throw new PasskeyTrouble(found)
  const optionsJSON = await ask<PublicKeyCredentialRequestOptionsJSON>(`${path}/options`, extra)
  const { startAuthentication } = await library()
  const beganAt = performance.now()
  const response = await startAuthentication({ optionsJSON, useBrowserAutofill: autofill }).catch((error: unknown) => {
    throw troubleOf(error, beganAt, optionsJSON.timeout ?? deviceTimeoutMs)
  })
  return ask(path, { ...extra, response })
}

/** Has the browser make a passkey, and hands it to us under a name. @throws PasskeyTrouble */
export async function makePasskey(path: string, name: string): Promise<void> {
  const found = obstacle()
  if (found) throw new PasskeyTrouble(found)
  const optionsJSON = await ask<PublicKeyCredentialCreationOptionsJSON>(`${path}/options`, {})
  const { startRegistration } = await library()
  const beganAt = performance.now()
  const response = await startRegistration({ optionsJSON }).catch((error: unknown) => {
    throw troubleOf(error, beganAt, optionsJSON.timeout ?? deviceTimeoutMs)
  })
  await ask(path, { name, response })
}

/** Ends waiting for a passkey, for when the page is left. */
export async function stopWaiting(): Promise<void> {
  const { WebAuthnAbortService } = await library()
  WebAuthnAbortService.cancelCeremony()
}

/** The methods of WebAuthn 3, 5.1.10, where a browser has them; not yet in the types of TypeScript. */
interface Signals {
  readonly signalAllAcceptedCredentials?: (given: {
    rpId: string
    userId: string
    allAcceptedCredentialIds: readonly string[]
  }) => Promise<void>
  readonly signalCurrentUserDetails?: (given: {
    rpId: string
    userId: string
    name: string
    displayName: string
  }) => Promise<void>
}

/** Has the browser tell devices which passkeys still work, and how the account is called now. Nobody waits for it. */
export function tellDevices({
  rpId,
  userId,
  username,
  credentialIds,
}: {
  readonly rpId: string
  readonly userId: string
  readonly username: string
  readonly credentialIds: readonly string[]
}): void {
  if (obstacle()) return
  const browser = window.PublicKeyCredential as unknown as Signals
  const ignored = (): void => undefined
  browser.signalAllAcceptedCredentials?.({ rpId, userId, allAcceptedCredentialIds: credentialIds }).catch(ignored)
  browser.signalCurrentUserDetails?.({ rpId, userId, name: username, displayName: username }).catch(ignored)
}
