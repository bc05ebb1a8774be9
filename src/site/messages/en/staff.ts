export const staff = {
  outbox: {
    title: 'Outbox',
    lead: 'This site has no mail server, so letters end here. Set SMTP_URL to have them sent.',
    empty: 'No letters yet. They appear when somebody creates an account or resets a password.',
    columns: { sent: 'Written', subject: 'Subject', to: 'To' },
    back: 'All letters',
    to: 'To',
    from: 'From',
    source: 'As it would have left',
  },
} as const
