import { type Clock, hourMs, minuteMs } from '#platform/clock'
import { type Id, showId } from '#platform/ids'
import type { Vault } from '#platform/vault'
import { type VariantFormat, extensionOf } from './variant.ts'

/** Which bytes an address names. */
export interface Addressed {
  readonly imageId: Id<'image'>
  readonly version: number
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

/** A signed address holds at least so long, and stays the same for so long, so that a page can be loaded again. */
const holdsMs = hourMs
const staysMs = 10 * minuteMs

const use = 'library/variants address'
const signedText = ({ imageId, version }: Addressed, until: number): string => `${imageId} ${version} ${until}`

/**
 * The address of a rendition, a path on this site. Bytes never change under it: whatever changes them counts up the
 * version.
 *
 * @param isOpen whether everybody may see it; otherwise the address is signed and holds for an hour or a little more
 */
export function addressOf(
  signer: Signer,
  place: Addressed & { readonly width: number; readonly format: VariantFormat },
  isOpen: boolean,
): string {
  const path = `/i/${showId('image', place.imageId)}-${place.version}/${place.width}.${extensionOf(place.format)}`
  if (isOpen) return path
  return `${path}?${new URLSearchParams(permitFor(signer, place))}`
}

function permitFor(signer: Signer, place: Addressed): { until: string; sig: string } {
  const until = (Math.ceil((signer.clock.now().getTime() + holdsMs) / staysMs) * staysMs) / 1000
  return { until: String(until), sig: signer.vault.sign(use, signedText(place, until)) }
}

/** Whether an address of these bytes was given out by us and still holds. */
export function permits(signer: Signer, place: Addressed, { until, sig }: Permit): boolean {
  return until * 1000 > signer.clock.now().getTime() && signer.vault.signed(use, signedText(place, until), sig)
}
