/** What members of staff may be. */
export const staffRoles = ['moderator', 'support', 'privacy_counsel', 'billing', 'security', 'admin'] as const
export type StaffRole = (typeof staffRoles)[number]
