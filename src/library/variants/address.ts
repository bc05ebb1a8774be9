import { type Clock, minuteMs } from '#platform/clock'
import { type Id, showId } from '#platform/ids'
import type { Vault } from '#platform/vault'
import { type VariantFormat, extensionOf } from './variant.ts'

/** Which bytes an address names. */
export interface Rendition {
  readonly imageId: Id<'image'>
  readonly version: number
  readonly width: number
  readonly format: VariantFormat
}

export interface Permit {
  /** Seconds of the epoch. */
  readonly until: number
  readonly sig: string
}

interface Signer {
  readonly clock: Clock
  readonly vault: Pick<Vault, 'sign' | 'signed'>
}

/**
 * A signed address holds at least so long: a page that is open shows its pictures as one scrolls. It stays the same for
 * a while, so that a page that is loaded twice asks for the same bytes.
 */
const holdsMs = 15 * minuteMs
const staysMs = 5 * minuteMs

const use = 'library/variants address'
const signedText = ({ imageId, version, width, format }: Rendition, until: number): string =>
  `${imageId} ${version} ${width} ${format} ${until}`

/**
 * The address of a rendition, a path on this site. Bytes never change under it: whatever changes them counts up the
 * version, and so does whatever takes them from somebody who could see them.
 *
 * @param isOpen whether everybody may see it; otherwise the address is signed, for this rendition alone, and holds for 15 to 20 minutes
 */
export function addressOf(signer: Signer, place: Rendition, isOpen: boolean): string {
  const path = `/i/${showId('image', place.imageId)}-${place.version}/${place.width}.${extensionOf(place.format)}`
  if (isOpen) return path
  return `${path}?${new URLSearchParams(permitFor(signer, place))}`
}

function permitFor(signer: Signer, place: Rendition): { until: string; sig: string } {
  const until = (Math.ceil((signer.clock.now().getTime() + holdsMs) / staysMs) * staysMs) / 1000
  return { until: String(until), sig: signer.vault.sign(use, signedText(place, until)) }
}

/** Whether an address of this rendition was given out by us and still holds. */
export function permits(signer: Signer, place: Rendition, { until, sig }: Permit): boolean {
  return until * 1000 > signer.clock.now().getTime() && signer.vault.signed(use, signedText(place, until), sig)
}
