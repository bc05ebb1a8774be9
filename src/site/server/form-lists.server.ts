/**
 * The fields of a form, each of those named joined into one text: so every box that was ticked comes back with an answer,
 * and a use case gets all of them.
 */
export function joined(form: FormData, ...names: readonly string[]): FormData {
  const result = new FormData()
  for (const [name, value] of form) if (!names.includes(name)) result.append(name, value)
  for (const name of names) result.set(name, form.getAll(name).join(' '))
  return result
}
