/** Moving pictures put together by hand, so that a few bytes can claim very much. */

/** A GIF89a whose frames are one pixel each, on a canvas of any size. */
export function gifOfDots(canvas: { readonly width: number; readonly height: number }, frames: number): Buffer {
  const screen = Buffer.from([0, 0, 0, 0, 0x80, 0, 0, 0xff, 0, 0, 0, 0, 0xff])
  screen.writeUInt16LE(canvas.width, 0)
  screen.writeUInt16LE(canvas.height, 2)
  const control = [0x21, 0xf9, 4, 0, 10, 0, 0, 0]
  const dot = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]
  const frame = Buffer.from([...control, ...dot])
  const loop = Buffer.concat([Buffer.from([0x21, 0xff, 11]), Buffer.from('NETSCAPE2.0'), Buffer.from([3, 1, 0, 0, 0])])
  return Buffer.concat([
    Buffer.from('GIF89a'),
    screen,
    loop,
    ...Array.from({ length: frames }, () => frame),
    Buffer.from([0x3b]),
  ])
}

function riffChunk(type: string, data: Buffer): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(data.length)
  return Buffer.concat([Buffer.from(type), size, data, Buffer.alloc(data.length % 2)])
}

function u24(value: number): Buffer {
  const bytes = Buffer.alloc(3)
  bytes.writeUIntLE(value, 0, 3)
  return bytes
}

/** An animated WebP on a canvas of any size whose frames all show `still`, a whole WebP of one frame. */
export function webpOfStills(
  canvas: { readonly width: number; readonly height: number },
  still: { readonly bytes: Buffer; readonly width: number; readonly height: number },
  frames: number,
): Buffer {
  const bitstream = still.bytes.subarray(12)
  const place = Buffer.concat([u24(0), u24(0), u24(still.width - 1), u24(still.height - 1), u24(50), Buffer.from([0])])
  const frame = riffChunk('ANMF', Buffer.concat([place, bitstream]))
  const head = Buffer.concat([Buffer.from([0x12, 0, 0, 0]), u24(canvas.width - 1), u24(canvas.height - 1)])
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    riffChunk('VP8X', head),
    riffChunk('ANIM', Buffer.alloc(6)),
    ...Array.from({ length: frames }, () => frame),
  ])
  return riffChunk('RIFF', body)
}
