import { ScureBase32Plugin, generateURI, verifySync } from 'otplib'
import { encode } from 'uqr'

/** RFC 6238 with what every app knows: SHA-1, six digits, 30 seconds. */
export const stepSeconds = 30
/** 160 bits, the length of a SHA-1 (RFC 4226, 4, R6). */
export const secretBytes = 20

/** Pure: the secret as apps read it, in base32. */
export const secretInText = (bytes: Uint8Array): string => new ScureBase32Plugin().encode(bytes)

/** Pure: a secret in groups of four, to be typed by hand. */
export const secretInGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret

/**
 * Pure: the step whose code this is, or null. The step before and the one after count too, since clocks differ and
 * typing takes a while (RFC 6238, 5.2).
 *
 * @param afterStep the last one that was taken; neither it nor one before it is taken again
 */
export function stepOfCode(secret: string, code: string, now: Date, afterStep: number): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const result = verifySync({
    secret,
    token: code,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: stepSeconds,
    period: stepSeconds,
  })
  // Of the one-time passwords of this library only those by time know a step.
  if (!result.valid || !('timeStep' in result)) return null
  return result.timeStep > afterStep ? result.timeStep : null
}

/** Pure: what the picture says to the app. A colon would end the name of the site, so there is none in it. */
export const setUpAddress = (secret: string, username: string, host: string): string =>
  generateURI({ issuer: `Vitrine ${host.replaceAll(':', '.')}`, label: username, secret })

/** A QR code as a square of so many modules a side, with its quiet zone, and the path of the dark ones (SVG). */
export interface QrCode {
  readonly size: number
  readonly path: string
}

/** Pure: a text as a QR code, with the quiet zone of four modules that readers may ask for (ISO/IEC 18004). */
export function qrCodeOf(text: string): QrCode {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const runs = data.flatMap((row, y) => {
    const dark = row.map((module) => (module ? 'x' : ' ')).join('')
    return Array.from(dark.matchAll(/x+/g), ({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`)
  })
  return { size, path: runs.join('') }
}
