type Part = 'company' | 'commercial' | 'technical' | 'sites' | 'pictures'

const parts: Readonly<Record<Part, string>> = {
  company: 'Company and who signs',
  commercial: 'Statements and payment',
  technical: 'Technical contact',
  sites: 'Sites',
  pictures: 'Ads in your pictures',
}

const lines = 'One on each line.'

/** Signing up as a publisher, and the ads in its pictures. */
export const publishers = {
  parts,
  steps: {
    label: 'Sign-up',
    of: (complete: number) => `${complete} of 5 parts are complete`,
    complete: 'complete',
    next: 'next',
    open: 'open',
    overview: 'All of the sign-up',
  },
  signUp: {
    title: 'Sign-up',
    lead: 'Five parts. Each is saved by itself, so leave whenever you like and go on another day: what is complete follows from what you have given.',
    missing: 'Missing',
    fill: 'Fill it in',
    change: 'Look at it or change it',
    goOn: 'Go on with this part',
    agreement: {
      title: 'Agreement',
      lead: 'Once the first part is complete, the agreement is prepared for you to read. Nothing is shown and nothing earned before both sides have signed it.',
      agreed: 'An agreement is in force.',
      prepare: 'Prepare the agreement',
      again: 'Prepare it anew',
      againWhy:
        'With the company and who signs as they stand now. The one that was offered before can no longer be signed.',
      read: 'Read and sign it',
      all: 'Your agreements',
      onlyOwners: 'An owner has it prepared and signs it.',
    },
    tag: {
      title: 'Your tag',
      lead: 'Put one of these lines into every page that may carry ads, once, wherever a script may stand. Both are the same on all your sites and follow what you choose here.',
      which:
        'Choose the first line unless your site only runs scripts that it has checked: it is kept up to date by itself, and the second never changes, so that you put in a new one when you want what is new.',
      newest: 'Kept up to date',
      pinned: 'Always the same script',
      pinnedWhy:
        'The browser runs it only where it is the very script that you looked at. Its address answers for good; mended faults come with the next version, whose line stands here after an update.',
      waits: 'The line for your pages is shown here once the five parts are complete and an agreement is in force.',
      policy: (host: string) =>
        `Pages with a content security policy allow ${host} as script-src and connect-src. The tag sets no cookie, keeps nothing in the browser and does not send who looks at the page.`,
      state:
        'Whether it works stands on its own element: data-vitrine is “serves” where ads may be shown, else it says why not.',
    },
    serving: {
      title: 'Where ads are shown',
      none: 'There is no site yet.',
      site: 'Site',
      state: 'Ads',
      shown: 'Ads are shown.',
    },
  },
  company: {
    title: 'Company and who signs',
    lead: 'The agreement names the company with its address and telephone number, and who signs for it. All of it is sealed but the name and the country.',
    signatoryName: {
      label: 'Who signs',
      why: 'A person with the authority to bind the company. The agreement names them; it is stored sealed.',
    },
    signatoryTitle: { label: 'As what', why: 'For example: managing director.' },
    submit: 'Save this part',
    onlyOwners: 'An owner fills this part in.',
  },
  pictures: {
    title: 'Ads in your pictures',
    lead: 'What you choose here holds on all your sites. Until you have saved it once, the standard that you see is not in use.',
    saved: 'Saved. Tags take it up within minutes.',
    mayNot: 'Who sees to technical things, or an owner, changes this.',
    which: 'Which pictures',
    pictures: {
      label: 'Pictures that may carry an ad',
      why: `Selectors of CSS, as img or “main img.photo”. ${lines}`,
    },
    neverPictures: { label: 'Pictures that never carry one', why: `Selectors, as img.logo. ${lines}` },
    minWidth: { label: 'Least width', why: 'In pixels of the page, 300 or more.' },
    minHeight: { label: 'Least height', why: 'In pixels of the page, 200 or more.' },
    shape: 'Shape and place',
    formats: {
      legend: 'Shapes',
      why: 'None covers more than a fifth of a picture, and every one can be closed.',
      names: {
        strip: 'A strip along an edge',
        corner: 'A small corner',
        reveal: 'A mark that shows the ad while somebody points at it',
        canvas: 'A corner that opens when somebody asks for it',
      } as Readonly<Record<string, string>>,
    },
    corner: {
      label: 'Corner',
      names: {
        'top-left': 'Above, left',
        'top-right': 'Above, right',
        'bottom-left': 'Below, left',
        'bottom-right': 'Below, right',
      },
    },
    edge: { label: 'Edge of a strip', names: { top: 'Above', bottom: 'Below' } },
    maxPerPage: { label: 'Most ads on a page', why: 'From 1 to 10.' },
    colours: 'Colours and label',
    coloursWhy: 'Text needs a contrast of 4.5 : 1 with its ground, so that everybody can read it.',
    adBackground: 'Ground',
    adText: 'Text',
    labelBackground: 'Ground of the label',
    labelText: 'Text of the label',
    sample: 'An ad in these colours',
    sampleText: 'Words of an ad',
    contrast: (ratio: string) => `Contrast of the text: ${ratio} : 1`,
    labelContrast: (ratio: string) => `Contrast of the label: ${ratio} : 1`,
    enough: 'enough',
    tooLittle: 'too little',
    label: { label: 'Word of the label', why: 'It stands beside every ad.' },
    never: 'What is not shown',
    neverPages: {
      label: 'Pages without ads',
      why: `Paths, with * for anything within one part and ** for any number of parts: /private/**. ${lines}`,
    },
    blockedAdvertisers: {
      label: 'Advertisers',
      why: `By their number, adv_…, which stands where an ad says why it is shown. ${lines}`,
    },
    blockedHosts: {
      label: 'Hosts to which no ad leads',
      why: `For example those of competitors, as www.example.org. ${lines}`,
    },
    blockedCategories: {
      legend: 'Subjects',
      why: 'Ads about these are not shown.',
      more: 'Narrower subjects',
      moreWhy:
        'By their ids in the IAB Content Taxonomy 3.1, with spaces between them, as 211 for alcoholic beverages.',
    },
    blockedWords: { label: 'Words', why: `Ads with these words are not shown. ${lines}` },
    sendsTitle: 'The tag may send the title of a page',
    sendsTitleWhy: 'Then ads fit its words better. Never anything about who reads it.',
    submit: 'Save the settings',
  },
  forSite: {
    title: 'For this site otherwise',
    lead: 'What you leave empty is as on all your sites, and follows it when that changes. What you forbid here comes on top of what is forbidden everywhere.',
    everywhere: 'What holds on all your sites',
    differs: 'This site has settings of its own.',
    same: 'This site is as all others.',
    saved: 'Saved. Tags take it up within minutes.',
    cleared: 'This site is as all others again.',
    emptyIs: (everywhere: string) => `Empty is as everywhere: ${everywhere}.`,
    noneIs: (everywhere: string) => `None is as everywhere: ${everywhere}.`,
    besides: (everywhere: string) => `Everywhere already: ${everywhere}.`,
    as: (everywhere: string) => `As everywhere: ${everywhere}`,
    allFour: 'Give all four colours, or none.',
    yes: 'Yes',
    no: 'No',
    clear: 'Be as all others again',
  },
} as const
