import type { AnyCtx, Ctx } from '#platform/context'
import { minuteMs } from '#platform/clock'
import { type Id, showId } from '#platform/ids'
import { readId } from '#platform/ids'
import { creativeNotFound } from './creative-row.ts'

/** A file of a version. */
interface Place {
  readonly creativeId: Id<'creative'>
  readonly version: number
  readonly width: number
  readonly isStill: boolean
}

type Signer = Pick<AnyCtx, 'clock' | 'vault'>

/** A signed address holds at least so long, and stays the same for a while, as those of private pictures do. */
const holdsMs = 15 * minuteMs
const staysMs = 5 * minuteMs

const use = 'ads/creatives address'
const signedText = ({ creativeId, version, width, isStill }: Place, until: number): string =>
  `${creativeId} ${version} ${width} ${isStill ? 'still' : 'moving'} ${until}`

/**
 * The address of a file of a creative, a path on this site.
 *
 * @param isOpen whether everybody may see it; otherwise it is signed, for this file alone, and holds for 15 to 20 minutes
 */
export function addressOfFile({ clock, vault }: Signer, place: Place, isOpen: boolean): string {
  const path = `/c/${showId('creative', place.creativeId)}-${place.version}/${place.width}${place.isStill ? '.still' : ''}.webp`
  if (isOpen) return path
  const until = (Math.ceil((clock.now().getTime() + holdsMs) / staysMs) * staysMs) / 1000
  return `${path}?${new URLSearchParams({ until: String(until), sig: vault.sign(use, signedText(place, until)) })}`
}

/** The parts of an address of a file. */
export interface AddressedCreative {
  /** `cre_…` */
  readonly idText: string
  readonly version: number
  readonly width: number
  readonly isStill: boolean
  readonly until?: number
  readonly sig?: string
}

export interface CreativeBytes {
  readonly hash: string
  readonly sizeBytes: number
  readonly contentType: string
  readonly etag: string
  readonly isOpen: boolean
}

/**
 * The bytes of an address. Those of what is in use are for everybody; all others for whoever has an address that we signed
 * for this file and that still holds. Who asks is not known here.
 *
 * @throws Refusal `creative-not-found`
 */
export async function openCreativeBytes(ctx: Ctx, asked: AddressedCreative): Promise<CreativeBytes> {
  const creativeId = readId('creative', asked.idText)
  if (!creativeId) throw creativeNotFound()
  const { version, width, isStill, until, sig } = asked
  const isPermitted =
    until !== undefined &&
    sig !== undefined &&
    until * 1000 > ctx.clock.now().getTime() &&
    ctx.vault.signed(use, signedText({ creativeId, version, width, isStill }, until), sig)
  const row = await ctx.db
    .selectFrom('ads_creative_versions as of')
    .innerJoin('ads_creatives as creative', 'creative.id', 'of.creative_id')
    .innerJoin('ads_creative_files as file', 'file.picture_id', 'of.picture_id')
    .where('of.creative_id', '=', creativeId)
    .where('of.version', '=', version)
    .where('file.width', '=', width)
    .where('file.is_still', '=', isStill)
    .select(['of.state', 'creative.withdrawn_at', 'file.hash', 'file.size_bytes'])
    .executeTakeFirst()
  const isOpen = row !== undefined && row.state === 'approved' && row.withdrawn_at === null
  if (!row || !(isOpen || isPermitted)) throw creativeNotFound()
  return {
    hash: row.hash,
    sizeBytes: Number(row.size_bytes),
    contentType: 'image/webp',
    etag: `"${row.hash}"`,
    // A signed address of what is in use is still one that holds for minutes only.
    isOpen: isOpen && until === undefined,
  }
}
