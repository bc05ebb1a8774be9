/** What a form gets back when it is refused: why, beside which field, and what was typed. */
export interface FormRefusal {
  readonly code: string
  readonly message: string
  readonly fields: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, string>>
}
