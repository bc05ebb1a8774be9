export const staff = {
  statistics: {
    title: 'Statistics',
    lead: 'How often pages and functions were used, by whole days in UTC. What is counted is the kind of page and the hour, and nothing of who asked.',
    floor:
      'A figure below ten reads <10, and so does one from which such a figure could be worked out. Kinds of which no figure reaches ten are left out. A day appears one hour after it has ended.',
    whats: { page: 'Pages', function: 'Functions' },
    below: '<10',
    belowSaid: 'less than 10',
    ofHours: (day: string) => `Hours of ${day}`,
    ofDays: 'Days',
    allDays: 'All days',
    kind: 'Kind',
    empty: 'No figure reaches ten yet. Figures appear one hour after a day has ended.',
    csv: 'Download as CSV',
    json: 'Download as JSON',
  },
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
