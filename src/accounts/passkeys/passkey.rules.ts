import { minuteMs } from '#platform/clock'

/** How long a challenge works: time to find a telephone, and not more. */
export const challengeLifeMs = 5 * minuteMs

/** How long the browser waits for the device; less, so that what it answers in time is in time here. */
export const deviceTimeoutMs = 4 * minuteMs

/** ES256, EdDSA and RS256 (IANA, COSE algorithms): what devices in use can do, and Node can check. */
export const algorithms: readonly number[] = [-7, -8, -257]

/**
 * Whether a counter says that there are two devices with one key. Each use must raise it; a device that does not count
 * says 0 for ever (WebAuthn 3, 6.1.1).
 */
export function counterWentBack(stored: number, given: number): boolean {
  return (stored > 0 || given > 0) && given <= stored
}

/**
 * Whether a registration says nothing about the maker of the device. We ask for no statement; one with certificates
 * would also make whoever checks it ask their issuers over the network.
 */
export function isPlainAttestation(format: string, hasCertificates: boolean): boolean {
  return format === 'none' || (format === 'packed' && !hasCertificates)
}

const transports: ReadonlySet<string> = new Set(['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal'])

/** The ways to reach a device that the standard names (WebAuthn 3, 5.8.4); anything else is left out. */
export const knownTransports = (given: readonly string[]): string[] =>
  [...new Set(given)].filter((transport) => transports.has(transport))
