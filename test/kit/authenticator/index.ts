/**
 * A software authenticator: makes and uses passkeys as a device would (WebAuthn 3, 6), with real keys and signatures, and
 * lies where a test asks it to.
 */
import { type KeyObject, createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

const hashed = (bytes: string | Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

const flagBits = { userPresent: 0x01, userVerified: 0x04, mayBeBackedUp: 0x08, backedUp: 0x10, hasKey: 0x40 }

/** What a device may say that is not so. */
export interface Lies {
  readonly challenge?: string
  readonly origin?: string
  readonly rpId?: string
  readonly type?: string
  readonly crossOrigin?: boolean
  readonly userVerified?: boolean
  readonly userPresent?: boolean
  readonly backedUp?: boolean
  /** Instead of the next one. */
  readonly counter?: number
  readonly credentialId?: Buffer
  readonly userHandle?: string | null
  /** Changes what was signed, after it was signed. */
  readonly tamper?: boolean
}

interface Passkey {
  readonly id: Buffer
  readonly privateKey: KeyObject
  readonly userHandle: string
}

export interface SoftAuthenticator {
  /** Makes a passkey as `navigator.credentials.create()` would, and remembers it. */
  register(options: CreationOptions, lies?: Lies): RegistrationAnswer
  /** Uses the newest passkey, as `navigator.credentials.get()` would. */
  use(options: RequestOptions, lies?: Lies): AuthenticationAnswer
  /** A second device with the same passkeys and counter: what must not exist. */
  copy(): SoftAuthenticator
}

interface CreationOptions {
  readonly challenge: string
  readonly rp: { readonly id?: string | undefined }
  readonly user: { readonly id: string }
}

interface RequestOptions {
  readonly challenge: string
  readonly rpId?: string | undefined
}

export type RegistrationAnswer = ReturnType<typeof registrationOf>
export type AuthenticationAnswer = ReturnType<typeof authenticationOf>

function clientDataOf(type: string, challenge: string, origin: string, lies: Lies): Buffer {
  return Buffer.from(
    JSON.stringify({
      type: lies.type ?? type,
      challenge: lies.challenge ?? challenge,
      origin: lies.origin ?? origin,
      crossOrigin: lies.crossOrigin ?? false,
    }),
  )
}

function authDataOf(rpId: string, counter: number, lies: Lies, key?: Buffer): Buffer {
  const flags =
    (lies.userPresent === false ? 0 : flagBits.userPresent) |
    (lies.userVerified === false ? 0 : flagBits.userVerified) |
    (lies.backedUp ? flagBits.mayBeBackedUp | flagBits.backedUp : 0) |
    (key ? flagBits.hasKey : 0)
  const count = Buffer.alloc(4)
  count.writeUInt32BE(lies.counter ?? counter)
  return Buffer.concat([hashed(lies.rpId ?? rpId), Buffer.of(flags), count, key ?? Buffer.alloc(0)])
}

/** A public key as COSE has it (RFC 9053, 2.1 and 7.1): EC2, ES256, P-256. */
function coseOf(publicKey: KeyObject): Uint8Array {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64url'))
  return isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ]),
  )
}

function registrationOf(id: Buffer, clientData: Buffer, attestation: Uint8Array) {
  return {
    id: text64(id),
    rawId: text64(id),
    type: 'public-key' as const,
    response: {
      clientDataJSON: text64(clientData),
      attestationObject: text64(attestation),
      transports: ['internal', 'hybrid'],
    },
  }
}

function authenticationOf(id: Buffer, clientData: Buffer, authData: Buffer, signature: Buffer, userHandle?: string) {
  return {
    id: text64(id),
    rawId: text64(id),
    type: 'public-key' as const,
    response: {
      clientDataJSON: text64(clientData),
      authenticatorData: text64(authData),
      signature: text64(signature),
      userHandle,
    },
  }
}

/** @param origin of the page in which it is used @param held for a copy: what the other one has */
export function softAuthenticator(
  origin: string,
  held: { readonly passkeys: readonly Passkey[]; readonly counter: number } = { passkeys: [], counter: 0 },
): SoftAuthenticator {
  const passkeys = [...held.passkeys]
  let { counter } = held

  return {
    register({ challenge, rp, user }, lies = {}) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const id = lies.credentialId ?? randomBytes(32)
      passkeys.push({ id, privateKey, userHandle: user.id })
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const modelNumber = Buffer.from('0123456789abcdef0123456789abcdef', 'hex')
      const key = Buffer.concat([modelNumber, length, id, coseOf(publicKey)])
      const authData = authDataOf(rp.id ?? '', counter, lies, key)
      const attestation = isoCBOR.encode(
        new Map<string, string | Uint8Array | Map<string, never>>([
          ['fmt', 'none'],
          ['attStmt', new Map<string, never>()],
          ['authData', Uint8Array.from(authData)],
        ]),
      )
      return registrationOf(id, clientDataOf('webauthn.create', challenge, origin, lies), attestation)
    },
    use({ challenge, rpId = '' }, lies = {}) {
      const passkey = passkeys.at(-1)
      if (!passkey) throw new Error('this authenticator holds no passkey')
      counter++
      const authData = authDataOf(rpId, counter, lies)
      const clientData = clientDataOf('webauthn.get', challenge, origin, lies)
      const signature = sign('sha256', Buffer.concat([authData, hashed(clientData)]), passkey.privateKey)
      if (lies.tamper) authData[authData.length - 1] = (authData.at(-1) ?? 0) ^ 0x80
      const userHandle = lies.userHandle === undefined ? passkey.userHandle : (lies.userHandle ?? undefined)
      return authenticationOf(lies.credentialId ?? passkey.id, clientData, authData, signature, userHandle)
    },
    copy: () => softAuthenticator(origin, { passkeys, counter }),
  }
}
