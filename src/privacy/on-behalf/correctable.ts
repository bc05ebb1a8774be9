/** What support may change for a person; nothing that decides who gets in or where letters go. */
export const correctable = ['username', 'displayName', 'about'] as const
export type CorrectableField = (typeof correctable)[number]
