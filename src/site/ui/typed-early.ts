type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** What a person has changed in a control since the page came, or null. */
function changeIn(control: Control): (() => void) | null {
  if (control instanceof HTMLSelectElement) {
    const { value } = control
    const untouched = [...control.options].every((option) => option.selected === option.defaultSelected)
    const first = [...control.options].every((option) => !option.defaultSelected) && control.selectedIndex === 0
    return untouched || first ? null : () => void (control.value = value)
  }
  if (control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')) {
    const { checked } = control
    return checked === control.defaultChecked ? null : () => void (control.checked = checked)
  }
  if (control instanceof HTMLInputElement && (control.type === 'file' || control.type === 'hidden')) return null
  const { value } = control
  return value === control.defaultValue ? null : () => void (control.value = value)
}

/**
 * Keeps what was typed, ticked and chosen before the script of the page arrived: coming alive puts controls back to
 * what the server sent. Call it before that; what it returns gives everything back and tells the page of it.
 */
export function typedEarly(root: ParentNode): () => void {
  const changes: { control: Control; again: () => void }[] = []
  for (const control of root.querySelectorAll<Control>('input, select, textarea')) {
    const again = changeIn(control)
    if (again) changes.push({ control, again })
  }
  return () => {
    for (const { control, again } of changes) {
      again()
      for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }))
    }
  }
}
