/** Where the settings stand, as of November 2026. Names of menus are those of the English browsers. */
export const cookieHelp = {
  title: 'How to refuse cookies',
  lead: 'Each browser can refuse all cookies, refuse those of other sites, show which there are and delete them. Names of menus may differ a little by version; the help of your browser, usually under F1 or “Help”, has them as they are with you.',
  before: 'If you refuse all cookies, you cannot sign in here. Everything else works as before.',
  warn: {
    title: 'Be told before a cookie is set',
    text: [
      'Older browsers could ask before each cookie. Of those listed here none does any more; Firefox took it out in 2016. Text browsers such as Lynx and w3m still ask.',
      'What you can do instead: refuse all cookies, and allow single sites as you need them. The browser then shows in the address bar that it refused one. An extension such as Cookie AutoDelete tells you when a site sets one, and removes it when you leave.',
    ],
  },
  ways: { refuse: 'Refuse all', others: 'Refuse those of other sites', see: 'See and delete them' },
  browsers: [
    {
      id: 'firefox',
      name: 'Firefox',
      refuse:
        'Menu ☰ → Settings → Privacy & Security → Enhanced Tracking Protection → Custom → Cookies: “All cookies”. To allow one site: “Manage Exceptions”.',
      others: 'In the same place: “All cross-site cookies”, or choose “Strict”.',
      see: 'The padlock in the address bar → “Clear cookies and site data”. All sites: Settings → Privacy & Security → Cookies and Site Data → “Manage Data”.',
    },
    {
      id: 'chrome',
      name: 'Chrome',
      refuse:
        'Menu ⋮ → Settings → Privacy and security → Site settings → Additional content settings → On-device site data: “Don’t allow sites to save data on your device”. To allow one site: “Add” in the same place.',
      others: 'Settings → Privacy and security → Third-party cookies → “Block third-party cookies”.',
      see: 'The sign left of the address → Cookies and site data → “Manage on-device site data”.',
    },
    {
      id: 'edge',
      name: 'Edge',
      refuse:
        'Menu ⋯ → Settings → Privacy, search, and services → Cookies: switch off “Allow sites to save and read cookie data”. To allow one site: “Allow” in the same place.',
      others: 'In the same place: “Block third-party cookies”.',
      see: 'The padlock in the address bar → Cookies and site data.',
    },
    {
      id: 'safari',
      name: 'Safari on a Mac',
      refuse: 'Safari → Settings → Advanced → “Block all cookies”.',
      others: 'Settings → Privacy → “Prevent cross-site tracking”. It is on from the start.',
      see: 'Settings → Privacy → “Manage Website Data”.',
    },
    {
      id: 'safari-phone',
      name: 'Safari on iPhone and iPad',
      refuse: 'Settings → Apps → Safari → Advanced → “Block All Cookies”.',
      others: 'Settings → Apps → Safari → “Prevent Cross-Site Tracking”. It is on from the start.',
      see: 'Settings → Apps → Safari → Advanced → “Website Data”.',
    },
    {
      id: 'phone',
      name: 'Chrome and Firefox on Android',
      refuse:
        'Chrome: ⋮ → Settings → Site settings → On-device site data. Firefox: ⋮ → Settings → Enhanced tracking protection → Custom → Cookies: “All cookies”.',
      others: 'Chrome: ⋮ → Settings → Site settings → Third-party cookies. Firefox: “Strict” in the same place.',
      see: 'The sign left of the address → “Cookies and site data”, or “Clear cookies and site data”.',
    },
    {
      id: 'others',
      name: 'Others',
      refuse:
        'Brave, Opera, Vivaldi and Samsung Internet are built like Chrome: look for “Site settings” or “Sites and downloads”, then “Cookies” or “site data”. On iPhone every browser obeys the settings of iOS as well.',
      others: 'Brave refuses them from the start. In the others: “Block third-party cookies”.',
      see: 'Click the sign left of the address. In any browser a private window forgets all cookies when it is closed.',
    },
  ],
  back: 'What this site puts into your browser',
} as const
