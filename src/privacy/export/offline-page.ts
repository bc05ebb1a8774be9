import { givenColumns } from './documents-of.ts'
import type { ManifestDocument, PictureDocument, StoreDocument } from './format.ts'

type Told = Omit<StoreDocument, 'format'>

export interface PageParts {
  readonly manifest: ManifestDocument
  readonly stores: readonly Told[]
  readonly pictures: readonly PictureDocument[]
  readonly consents: readonly Told[]
  readonly accessLog: readonly Told[]
}

/** More rows than this of one store are for the files beside the page. */
const rowsMax = 100

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const text = (value: string): string => value.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? '')

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
const count = new Intl.NumberFormat('en-GB')
const bytes = (size: number): string =>
  size < 1_000_000 ? `${count.format(Math.ceil(size / 1000))} kB` : `${count.format(Math.round(size / 1e5) / 10)} MB`

function shown(value: Told['rows'][number][string] | undefined): string {
  if (value === null || value === undefined || value === '') return '<span class="none">nothing</span>'
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return text(value.join(', '))
  const plain = typeof value === 'string' ? value : JSON.stringify(value)
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(plain)
  return isInstant ? `<time datetime="${plain}">${day.format(new Date(plain))} UTC</time>` : text(plain)
}

/*
 * Nothing is fetched and nothing runs: the policy says so to the browser too. Files beside the page have no origin of
 * their own, so pictures are allowed by `file:`; opened from a web server they are of the page itself.
 */
const policy =
  "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

const styles = `
:root { color-scheme: light dark; --ground: #f7f6f3; --card: #fff; --ink: #1d1c1a; --soft: #5f5b55; --line: #dedad3; --accent: #1b5fb8; }
@media (prefers-color-scheme: dark) { :root { --ground: #171614; --card: #211f1d; --ink: #f1eee9; --soft: #b3aca2; --line: #3a3733; --accent: #8ab8f5; } }
* { box-sizing: border-box; margin: 0; }
body { font: 1rem/1.55 system-ui, sans-serif; background: var(--ground); color: var(--ink); }
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 2.5rem); }
h1 { font-size: clamp(1.6rem, 5vw, 2.25rem); line-height: 1.2; text-wrap: balance; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .75rem; }
p { max-width: 62ch; } p + p { margin-top: .6rem; }
a { color: var(--accent); }
.soft, .none { color: var(--soft); } .none { font-style: italic; }
nav ul { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; list-style: none; padding: 0; margin-top: 1rem; }
.pictures { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); gap: 1rem; }
.pictures > li, details { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.pictures > li { overflow: hidden; content-visibility: auto; contain-intrinsic-size: auto 18rem; }
.pictures img { display: block; width: 100%; aspect-ratio: 4 / 3; object-fit: contain; background: repeating-conic-gradient(#ececec 0 25%, #fff 0 50%) 0 0 / 16px 16px; }
.pictures div { padding: .75rem .9rem; overflow-wrap: anywhere; }
.pictures h3 { font-size: 1rem; }
.pictures p { font-size: .875rem; }
details { margin-top: .75rem; padding: .25rem 1rem; }
details[open] { padding-bottom: 1rem; }
summary { cursor: pointer; padding: .6rem 0; font-weight: 600; }
summary span { font-weight: 400; }
.scroll { overflow-x: auto; margin-top: .75rem; }
table { border-collapse: collapse; font-size: .875rem; min-width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 8rem; max-width: 24rem; }
thead th { color: var(--soft); font-weight: 600; }
h3.why { font-size: .95rem; margin-top: 1.25rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
`

/** The page to read an export by, a piece at a time: no script, no address outside the folder. */
export function* offlinePage({ manifest, stores, pictures, consents, accessLog }: PageParts): Generator<string> {
  const { username, origin, madeAt } = manifest
  const title = `Everything that ${new URL(origin).host} held on ${username}`
  const rows = stores.reduce((sum, { count: held }) => sum + held, 0)
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text(title)}</title>
<style>${styles}</style>
</head>
<body>
<header>
<h1>${text(title)}</h1>
<p class="soft">Made on ${day.format(new Date(madeAt))} UTC: ${count.format(rows)} rows in ${count.format(stores.length)} stores, ${count.format(pictures.length)} pictures.</p>
<nav aria-label="On this page"><ul>
<li><a href="#pictures">Pictures</a></li><li><a href="#consents">What you agreed to</a></li><li><a href="#access">Who looked</a></li><li><a href="#stores">Everything held</a></li><li><a href="#files">The files</a></li>
</ul></nav>
</header>
<main>
<h2 id="pictures">Pictures</h2>
`
  if (pictures.length === 0) yield '<p class="none">You had no pictures.</p>\n'
  else {
    yield '<ul class="pictures">\n'
    for (const picture of pictures) yield pictureItem(picture)
    yield '</ul>\n'
  }
  yield '<h2 id="consents">What you agreed to</h2>\n'
  yield* plainTables(consents, 'There is nothing that you agreed to.')
  yield '<h2 id="access">Who looked at what is held on you</h2>\n'
  yield* plainTables(accessLog, 'Nobody did.')
  yield '<h2 id="stores">Everything held</h2>\n<p>Store by store, in the words of the data map: what it is, why it was held, who could see it and for how long.</p>\n'
  for (const store of stores) yield* storeDetails(store)
  yield `<h2 id="files">The files beside this page</h2>
<p><a href="README.txt">README.txt</a> says what is what. <a href="export.json">export.json</a> names every file, <a href="schema.json">schema.json</a> describes the format ${text(manifest.format)}, <a href="consents.json">consents.json</a> and <a href="access-log.json">access-log.json</a> hold the two lists above.</p>
</main>
<footer><p class="soft">This page works without a network. It fetches nothing and runs nothing. Whoever has this folder can read it: keep it where only you look.</p></footer>
</body>
</html>
`
}

function pictureItem(picture: PictureDocument): string {
  const { file, thumbnail, title, alt, description, tags, visibility, licence, sizeBytes, createdAt, deletedAt } =
    picture
  const name = title || 'Without a title'
  const image = thumbnail ?? file
  const about = [
    `${text(visibility)}, ${text(licence)}`,
    `uploaded on ${day.format(new Date(createdAt))} UTC${deletedAt ? `, deleted on ${day.format(new Date(deletedAt))} UTC` : ''}`,
    ...(sizeBytes === null ? [] : [bytes(sizeBytes)]),
  ]
  return `<li>${image && file ? `<a href="${text(file)}"><img src="${text(image)}" alt="${text(alt || name)}" loading="lazy"></a>` : ''}<div><h3>${text(name)}</h3>${
    description ? `<p>${text(description)}</p>` : ''
  }${tags.length > 0 ? `<p>${text(tags.join(', '))}</p>` : ''}<p class="soft">${about.join('; ')}.</p></div></li>\n`
}

function* plainTables(stores: readonly Told[], none: string): Generator<string> {
  const filled = stores.filter(({ rows }) => rows.length > 0)
  if (filled.length === 0) yield `<p class="none">${text(none)}</p>\n`
  for (const store of filled) {
    yield `<p>${text(store.label)}</p>\n`
    yield* rowsTable(store)
  }
}

function* storeDetails(store: Told): Generator<string> {
  const { store: name, label, columns, count: held, rows } = store
  yield `<details><summary>${text(label)} <span class="soft">${count.format(held)} ${held === 1 ? 'row' : 'rows'}</span></summary>\n`
  if (rows.length > 0) yield* rowsTable(store)
  yield `<h3 class="why">Why</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Why: ${text(label)}"><table><thead><tr><th scope="col">What</th><th scope="col">Why</th><th scope="col">Used</th><th scope="col">Ground</th><th scope="col">Seen by</th><th scope="col">Kept</th><th scope="col">When you close your account</th></tr></thead><tbody>
`
  for (const column of Object.values(columns)) {
    yield `<tr><th scope="row">${text(column.label)}${column.sealed ? ' <span class="soft">(sealed)</span>' : ''}${column.given ? '' : ' <span class="soft">(not given: it would only help a thief)</span>'}</th><td>${text(column.why)}</td><td>${text(column.purposes.join('; '))}</td><td>${text(column.basis)}</td><td>${text(column.audience)}</td><td>${text(column.retention)}</td><td>${text(column.erase)}</td></tr>\n`
  }
  yield `</tbody></table></div>
<p class="soft"><a href="data/${text(name)}.json">data/${text(name)}.json</a>, <a href="data/${text(name)}.csv">data/${text(name)}.csv</a></p></details>\n`
}

function* rowsTable({ label, columns, rows }: Told): Generator<string> {
  const names = givenColumns({ columns })
  const heads = names.map((name) => `<th scope="col">${text(columns[name]?.label ?? name)}</th>`)
  yield `<div class="scroll" tabindex="0" role="region" aria-label="${text(label)}"><table><thead><tr>${heads.join('')}</tr></thead><tbody>\n`
  for (const row of rows.slice(0, rowsMax)) {
    yield `<tr>${names.map((name) => `<td>${shown(row[name])}</td>`).join('')}</tr>\n`
  }
  yield '</tbody></table></div>\n'
  if (rows.length > rowsMax) {
    yield `<p class="soft">These are the first ${rowsMax} of ${count.format(rows.length)}; the files have them all.</p>\n`
  }
}

/** What is what, for whoever opens the folder years later. */
export const readMe = (origin: string, madeAt: Date): string => `This is everything that ${origin} held on you
on ${day.format(madeAt)} UTC.

index.html        Open it in any browser to read all of this. It needs no
                  network and runs no script.
pictures/         Your pictures, exactly as they were kept, and beside each a
                  file of the same name that says what you said of it.
thumbnails/       Small ones, for index.html.
data/*.json       What was held, store by store, with why, on what ground, who
                  could see it and how long it was to be kept.
data/*.csv        The same rows for a table program, in UTF-8. A text that
                  such a program would take for a formula has an apostrophe
                  before it; take one away to have the text. An empty cell is
                  nothing, or an empty text.
consents.json     What you agreed to and what you allowed.
access-log.json   Who looked at what was held on you, when and why.
export.json       Names every file.
schema.json       Describes all of these, as JSON Schema (2020-12). The format
                  is called vitrine-export/1.

Bytes are written in hexadecimal, instants in UTC (RFC 3339).

Another Vitrine takes your pictures in from this zip, with their titles,
descriptions, tags, licences and who may see them. Its operator does that with

    vitrine import-export FILE --member NAME

Whoever has this zip can read it. Keep it where only you look.
`
