import * as z from 'zod'
import { questions, wordingNow } from './answer.ts'

const none = z.union([z.literal(''), z.null()]).transform(() => null)

/** The answers as a form sends them. Nothing is required, and what is not answered is empty. */
export const AnswersInput = z.object({
  age: z.union([none, z.enum(questions.age)], { error: 'Choose a band, or none.' }).default(null),
  gender: z.union([none, z.enum(questions.gender)], { error: 'Choose one of these, or none.' }).default(null),
  likes: z
    .array(z.enum(questions.likes), { error: 'Choose some of these, or none.' })
    .max(20)
    .default([])
    .transform((chosen) => [...new Set(chosen)]),
  /** The version of the words that were shown. */
  wording: z.coerce.number().int().min(1).max(wordingNow.version).default(wordingNow.version),
})
export type AnswersInput = z.output<typeof AnswersInput>

const choices = [...questions.age, ...questions.gender, ...questions.likes] as const

/** One answer, by its choice: no choice stands under two questions. */
export const EraseAnswerInput = z.strictObject({ choice: z.enum(choices, { error: 'Name the answer to erase.' }) })
export type EraseAnswerInput = z.output<typeof EraseAnswerInput>
