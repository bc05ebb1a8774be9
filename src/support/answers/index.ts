/**
 * What people may tell about themselves beside an inquiry: age in bands, gender, what they like.
 *
 * Promises: it is asked only where the operator switched it on, and nothing depends on an answer; an answer is one of a
 * list, can be changed and erased alone, and goes with the inquiry; it is read as sums over ten people or more, and never
 * of whoever objects, from the moment they do; nothing that chooses an ad can read it, since the database does not let it.
 * Refuses to know: who asked, and what.
 */
export { AnswersInput, EraseAnswerInput } from './answer-fields.ts'
export { type Answers, type Choice, type Question, questions, wordingNow } from './answer.ts'
export { type CountedAnswer, type CountedQuestion, countAnswers } from './count-answers.ts'
export { objectToUse } from './object-to-use.ts'
export { type OwnAnswers, ownAnswers } from './own-answers.ts'
export { eraseAnswer, saveAnswers } from './save-answers.ts'
export { answersStores } from './stores.ts'
