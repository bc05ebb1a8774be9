export const cookies = {
  title: 'Cookies and browser storage',
  lead: 'What a cookie is, what of this site is in your browser at this moment, and everything it could put there.',
  none: 'Reading, searching and downloading set no cookie. What says “in this tab” only remembers where on a page you were.',
  what: {
    title: 'What a cookie is',
    text: [
      'A cookie is a small file that your browser keeps on your disk for a site. The site sends it once, and your browser sends it back with every later visit to that site. So a site can keep a record: that it was you who signed in, for example.',
      'A cookie is no program. It cannot read your disk or other cookies. The danger is elsewhere: a site can put a number into it and know you again by that number, and a company whose parts stand on many sites can follow you from one to the next. This site gives you no such number before you sign in, and nothing of another company stands on its pages.',
      'Browsers can also keep things without ever sending them. That is called storage; this site keeps there only what you chose about how pages look.',
    ],
  },
  now: {
    title: 'In this browser now',
    lead: 'The cookies are those that your browser sent with this page. What it keeps without sending is read by a script in your browser. We note none of it.',
    withoutScript:
      'Without script we cannot show what your browser keeps without sending it. The button below clears that too.',
    none: 'Nothing. Your browser holds nothing of this site.',
    unknown: 'Not of this site',
    unknownWhy:
      'Nothing here sets this, so it was put there by something else: an extension, or another program at the same address.',
    clear: 'Clear all of it',
    ends: 'You will be signed out in this browser. Nothing of your account is deleted.',
    endsNothing: 'You are not signed in, so nothing else ends. Colours and background are again as for everybody.',
    cleared: 'Cleared. This browser holds nothing of this site any more.',
  },
  all: {
    title: 'Everything this site can put into your browser',
    lead: 'This list is made from the register that the program itself obeys: what is not on it cannot be set.',
  },
  needs: {
    title: 'What needs a cookie',
    lead: 'One thing: to be signed in. If your browser refuses cookies, these do not work:',
    fails: [
      'signing in, and so uploading, editing and deleting your own pictures',
      'your settings, and everything else of an account',
    ],
    rest: 'All the rest works in the same way and as fast: looking, searching, downloading, making an account, and asking for a letter to set a new password. Programs use a key and no cookie.',
  },
  refuse: {
    title: 'Refuse cookies, or be told of them',
    text: 'Your browser decides. How to refuse all cookies, to see which there are, and to be asked, where a browser can ask:',
    link: 'Help for Firefox, Chrome, Edge, Safari and others',
  },
  columns: { name: 'Name', what: 'What it is', why: 'Why', class: 'Kind', keep: 'How long', who: 'Who reads it' },
  kinds: {
    cookie: 'cookie',
    localStorage: 'in your browser, never sent',
    sessionStorage: 'in this tab, never sent',
    indexedDB: 'a database in your browser',
    cacheStorage: 'kept answers in your browser',
    serviceWorker: 'a program in your browser',
  },
  readers: {
    cookie: 'this site alone',
    localStorage: 'your browser alone',
    sessionStorage: 'your browser alone',
  },
  classes: {
    essential: 'essential',
    functional: 'only after you choose it',
    performance: 'only after you choose it',
  },
} as const
