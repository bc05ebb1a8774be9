import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Pdf from 'pdfkit'
import type { Paper, PaperPart } from './paper.ts'

/** A4 and its parts, in points of 1/72 inch. */
const margin: Readonly<Record<'left' | 'right' | 'top' | 'bottom', number>> = {
  left: 62,
  right: 62,
  top: 64,
  bottom: 72,
}
const footGap = 34
const numberWidth = 30
const labelWidth = 96
/** As high as five lines of a clause. */
const keptTogether = 70

const ink: string = '#16181d'
const faint = '#5b616e'
const hair = '#c9cdd5'

const type = {
  title: { font: 'bold', size: 19, gap: 4, before: 0, after: 4 },
  about: { font: 'body', size: 9, gap: 2, before: 0, after: 6 },
  heading: { font: 'bold', size: 11.5, gap: 2, before: 13, after: 3 },
  clause: { font: 'body', size: 9.5, gap: 3.2, before: 3, after: 3 },
  fact: { font: 'body', size: 9, gap: 2.4, before: 2, after: 2 },
} as const
/** The tags of the structure by which a reading program finds its way. */
const tags = { title: 'H1', about: 'P', heading: 'H2', clause: 'P' } as const

// Latin, Greek, Cyrillic, Armenian and Georgian in one file, so that a name of any of them is one run of text.
const fileOf = (name: string): Buffer =>
  readFileSync(fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)))
let fonts: Readonly<Record<'body' | 'bold', Buffer>> | undefined
const readFonts = () => (fonts ??= { body: fileOf('DejaVuSansCondensed'), bold: fileOf('DejaVuSansCondensed-Bold') })

/** The parts of a font that pdfkit opened and does not describe. */
interface OpenedFont {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } }
}

/** A paper as PDF 1.7 with tags, as PDF/UA asks for. */
export async function drawPaper(paper: Paper): Promise<Buffer> {
  const doc = new Pdf({
    size: 'A4',
    margins: margin,
    pdfVersion: '1.7',
    subset: 'PDF/UA' as 'PDF/A-1',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    bufferPages: true,
    font: null as unknown as string,
    info: { Title: paper.title, Author: paper.author, CreationDate: paper.asOf, ModDate: paper.asOf },
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => void chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  for (const [name, bytes] of Object.entries(readFonts())) doc.registerFont(name, bytes)
  const document = doc.struct('Document')
  doc.addStructure(document)
  paper.parts.forEach((part, at) => drawPart(doc, document, part, paper.parts[at + 1]))
  document.end()
  drawFeet(doc, paper.foot)
  doc.end()
  await ended
  return Buffer.concat(chunks)
}

type Doc = InstanceType<typeof Pdf>
type Element = ReturnType<Doc['struct']>

const widthOf = (doc: Doc): number => doc.page.width - margin.left - margin.right
const bottomOf = (doc: Doc): number => doc.page.height - margin.bottom

/** The text as the font in use has it. */
function written(doc: Doc, text: string): string {
  const { font } = (doc as unknown as OpenedFont)._font
  return [...text]
    .map((character) => {
      const codePoint = character.codePointAt(0) ?? 0
      if (font.hasGlyphForCodePoint(codePoint)) return character
      return `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`
    })
    .join('')
}

function heightOf(doc: Doc, kind: keyof typeof type, text: string, width: number): number {
  const { font, size, gap, before, after } = type[kind]
  doc.font(font).fontSize(size)
  return before + doc.heightOfString(written(doc, text), { width, lineGap: gap }) + after
}

/** Writes at the left, from where the page stands now or at `y`. */
function write(
  doc: Doc,
  kind: keyof typeof type,
  text: string,
  { x = margin.left, y = doc.y, width = widthOf(doc), color = ink } = {},
): void {
  const { font, size, gap } = type[kind]
  doc.font(font).fontSize(size).fillColor(color)
  doc.text(written(doc, text), x, y, { width, lineGap: gap })
}

function drawPart(doc: Doc, document: Element, part: PaperPart, next: PaperPart | undefined): void {
  if (part.kind === 'facts') {
    drawFacts(doc, document, part)
    return
  }
  const { before, after } = type[part.kind]
  if (part.kind === 'heading' && next && next.kind !== 'facts') {
    const together = heightOf(doc, 'heading', part.text, widthOf(doc)) + 3 * type.clause.size
    if (doc.y + together > bottomOf(doc)) doc.addPage()
  }
  if (doc.y > margin.top) doc.y += before
  const numbered = part.kind === 'clause' && part.number !== null
  const indent = numbered ? numberWidth : 0
  // A few lines stay together: one of them alone at the head of a page would be a riddle.
  const height = heightOf(doc, part.kind, part.text, widthOf(doc) - indent)
  if (doc.y + Math.min(height, keptTogether) > bottomOf(doc)) doc.addPage()
  document.add(
    doc.struct(tags[part.kind], {}, () => {
      const { y } = doc
      if (numbered) {
        write(doc, 'clause', `${part.number} `, { color: faint, width: numberWidth })
        doc.y = y
      }
      write(doc, part.kind, part.text, {
        x: margin.left + indent,
        width: widthOf(doc) - indent,
        ...(part.kind === 'about' ? { color: faint } : {}),
      })
    }),
  )
  doc.y += after
}

function drawFacts(doc: Doc, document: Element, { title, facts }: Extract<PaperPart, { kind: 'facts' }>): void {
  const width = widthOf(doc)
  const valueWidth = width - labelWidth
  const height =
    30 +
    heightOf(doc, 'clause', title, width) +
    facts.reduce((sum, { value }) => sum + heightOf(doc, 'fact', value, valueWidth), 0)
  if (doc.y + height > bottomOf(doc)) doc.addPage()
  doc.y += 10
  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .moveTo(margin.left, doc.y)
    .lineTo(margin.left + width, doc.y)
    .lineWidth(0.6)
    .strokeColor(hair)
    .stroke()
  doc.endMarkedContent()
  doc.y += 8
  document.add(
    doc.struct('P', {}, () => {
      doc.font('bold').fontSize(10).fillColor(ink).text(written(doc, title), margin.left, doc.y, { width })
    }),
  )
  doc.y += 3
  for (const { label, value } of facts) {
    doc.y += type.fact.before
    document.add(
      doc.struct('P', {}, () => {
        const { y } = doc
        write(doc, 'fact', `${label} `, { color: faint, width: labelWidth })
        write(doc, 'fact', value, { x: margin.left + labelWidth, y, width: valueWidth })
      }),
    )
    doc.y += type.fact.after
  }
}

/** Below what is read: a reading program leaves them out. */
function drawFeet(doc: Doc, foot: string): void {
  const { start, count } = doc.bufferedPageRange()
  for (let at = start; at < start + count; at++) {
    doc.switchToPage(at)
    // Below the margin there is room only while there is none: pdfkit would begin a new page.
    doc.page.margins.bottom = 0
    const y = doc.page.height - footGap
    const width = widthOf(doc)
    doc.markContent('Artifact', { type: 'Pagination' })
    doc.font('body').fontSize(7.5).fillColor(faint)
    doc.text(written(doc, foot), margin.left, y, { width: width - 70, lineBreak: false })
    doc.text(`Page ${at + 1} of ${count}`, margin.left, y, { width, align: 'right', lineBreak: false })
    doc.endMarkedContent()
  }
}
