/** What an error page says, by status. */
export const errors = {
  404: {
    title: 'There is nothing here',
    text: 'The address may be mistyped, or what was here may have been deleted or made private.',
  },
  403: {
    title: 'This was refused',
    text: 'The request did not come from a page of this site. Go back, reload the page and try again.',
  },
  429: { title: 'That was a little too much', text: 'Please wait a moment, then try again.' },
  500: {
    title: 'Something went wrong on our side',
    text: 'It was not you. Try again in a moment. If it stays, tell the operator this number:',
  },
  other: { title: 'This did not work', text: 'Go back and try again.' },
} as const
