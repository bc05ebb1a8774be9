/**
 * Papers: agreements, orders and the like as PDF, to be kept and printed.
 *
 * Promises: the same paper is always the same bytes; every line is in it as text, also for who cannot see it, in the
 * order in which it is read; a character that the font does not have is shown by its number and never left out; no paper
 * asks for anything from outside.
 * Refuses to know: what the lines say.
 */
export { drawPaper } from './draw-paper.ts'
export { type Paper, type PaperFact, type PaperPart } from './paper.ts'
