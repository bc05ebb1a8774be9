import { inflateSync } from 'node:zlib'

/** The objects of a PDF that our own writer made: each with its dictionary as text, and its stream unpacked. */
function objectsOf(pdf: Buffer): ReadonlyMap<string, { readonly head: string; readonly stream: string }> {
  const bytes = pdf.toString('latin1')
  const objects = new Map<string, { head: string; stream: string }>()
  for (const [, number = '', body = ''] of bytes.matchAll(/^(\d+) 0 obj\n(.*?)\nendobj$/gms)) {
    const [, head = body, packed = ''] = /^(.*?)\nstream\n(.*)\nendstream$/s.exec(body) ?? []
    const isText = /\/FlateDecode/.test(head) && packed !== '' && !/\/Length1/.test(head)
    objects.set(number, {
      head,
      stream: isText ? inflateSync(Buffer.from(packed, 'latin1')).toString('latin1') : packed,
    })
  }
  return objects
}

/** What each code of a font stands for, from the map by which readers copy text. */
function codesOf(cmap: string): readonly string[] {
  const codes: string[] = []
  for (const [, first = '', list = ''] of cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    for (const [at, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
      const units = hex.replaceAll(' ', '').match(/.{4}/g) ?? []
      codes[Number.parseInt(first, 16) + at] = String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)))
    }
  }
  return codes
}

/** The text of a PDF as a reader copies it, page by page, one line of the page each. */
export function textIn(pdf: Buffer): string {
  const objects = objectsOf(pdf)
  const of = (reference: string | undefined) => objects.get(reference ?? '') ?? { head: '', stream: '' }
  const fonts = new Map<string, readonly string[]>()
  for (const { head } of objects.values()) {
    for (const [, name = '', number = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const [, map] = /\/ToUnicode (\d+) 0 R/.exec(of(number).head) ?? []
      if (map !== undefined) fonts.set(name, codesOf(of(map).stream))
    }
  }
  const lines: string[] = []
  for (const { stream } of objects.values()) {
    let codes: readonly string[] = []
    for (const [, font, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (font !== undefined) codes = fonts.get(font) ?? []
      else {
        const hex = [...(shown ?? '').matchAll(/<([0-9a-f]*)>/g)].map(([, one]) => one ?? '').join('')
        lines.push((hex.match(/.{4}/g) ?? []).map((code) => codes[Number.parseInt(code, 16)] ?? '').join(''))
      }
    }
  }
  return lines.join('\n')
}
