import { crc32, deflateSync } from 'node:zlib'

/** PNG put together by hand (W3C PNG, third edition), so that it can be put together wrongly. */
export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

export function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([u32(data.length), body, u32(crc32(body))])
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

export interface Header {
  readonly width: number
  readonly height: number
  /** 8 or 16 bits a sample. */
  readonly depth?: number
  /** 0 grey, 2 RGB, 6 RGBA. */
  readonly colour?: number
}

export const headerChunk = ({ width, height, depth = 8, colour = 6 }: Header): Buffer =>
  chunk('IHDR', Buffer.concat([u32(width), u32(height), Buffer.from([depth, colour, 0, 0, 0])]))

/** A PNG of the given chunks between signature, IHDR and IEND. */
export const png = (header: Header, ...chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([pngSignature, headerChunk(header), ...chunks, chunk('IEND')])

/** Picture data of zeros: so many rows of so many bytes, each with its filter byte. */
export const zeros = (rows: number, rowBytes: number): Buffer =>
  chunk('IDAT', deflateSync(Buffer.alloc(rows * (rowBytes + 1)), { level: 9 }))

/** Puts chunks behind the IHDR of a whole PNG. */
export function insertAfterHeader(whole: Buffer, ...chunks: readonly Buffer[]): Buffer {
  const end = pngSignature.length + 25
  return Buffer.concat([whole.subarray(0, end), ...chunks, whole.subarray(end)])
}

/** Turns one bit in the data of the first chunk of that type, leaving its checksum as it was. */
export function breakChunk(whole: Buffer, type: string): Buffer {
  const broken = Buffer.from(whole)
  const at = broken.indexOf(type, 0, 'latin1') + 4 + 12
  broken[at] = (broken[at] as number) ^ 0x10
  return broken
}
