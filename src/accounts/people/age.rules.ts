/** Nobody younger may have an account (promise G-37). */
const yearsMin = 13

/**
 * Pure: whether somebody born in this month may still be under 13. Only month and year are asked, so the last day of the
 * month is taken as the birthday, and that day must have begun everywhere on Earth: when the next month begins in UTC,
 * it is noon of the last day where the date changes last.
 *
 * @param birthMonth 1 for January
 */
export function isUnder13(birthYear: number, birthMonth: number, now: Date): boolean {
  const monthAfter = new Date(Date.UTC(birthYear + yearsMin, birthMonth, 1))
  return now < monthAfter
}
