import { type AddressKind, addressKinds } from '#wire'

/** Fields that many kinds share are said once. */
export function headersInMarkdown(): string {
  const kinds = Object.entries<AddressKind>(addressKinds)
  const [, first] = kinds[0] ?? []
  const everywhere = Object.entries(first?.fields ?? {}).filter(([name, value]) =>
    kinds.every(([, { fields }]) => fields[name] === value),
  )
  const shared = new Set(everywhere.map(([name]) => name))
  const lines = [
    '# Headers',
    '',
    'With which fields answers go out, by kind of address. Generated from `src/wire/address-kinds.ts`; do not edit. A test',
    'asks a running server for each kind and compares every field.',
    '',
    'Every answer carries `X-Request-Id` and these:',
    '',
    ...table(everywhere),
    'A site whose `ORIGIN` is https also sends `Strict-Transport-Security`. Besides these there are only fields that say',
    'what the answer is: `Content-Type`, `Content-Length`, `ETag` and their like; `Allow` with 405, `Content-Range` with 206',
    'and 416, `WWW-Authenticate` with 401, `Retry-After` with 429 and 503.',
    '',
  ]
  for (const [name, { about, addresses, fields, cookie, setsCookie }] of kinds) {
    lines.push(`## ${name[0]?.toUpperCase()}${name.slice(1)}`, '', `${about}.`, '')
    lines.push(...addresses.map((address) => `- ${address}`), '')
    lines.push(`Cookies that are sent: ${cookie}. Sets a cookie: ${setsCookie}.`, '')
    const own = Object.entries(fields).filter(([field]) => !shared.has(field))
    lines.push(...table(own))
  }
  return `${lines.join('\n').trimEnd()}\n`
}

const table = (fields: readonly (readonly [string, string])[]): readonly string[] =>
  fields.length === 0
    ? []
    : [
        '| field | value |',
        '| --- | --- |',
        ...fields
          .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
          .map(([name, value]) => `| \`${name}\` | \`${value}\` |`),
        '',
      ]
