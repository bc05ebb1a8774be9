/** What a form gets back when it is refused: why, beside which field, and what was typed. */
export interface FormRefusal {
  readonly code: string
  readonly message: string
  readonly fields: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, string>>
}

/** The same of a form that somebody overtook: beside which fields it now says something else than was typed, and what. */
export interface Overtaking extends FormRefusal {
  readonly meanwhile?: Readonly<Record<string, string>>
}
