import type { Choice, Question } from '#support/answers'
import type { Interest, Vertical } from '#support/offers'
import { number } from '#site/ui/format.ts'

const interests: Readonly<Record<Interest, string>> = {
  publisher: 'Advertising on pages of mine',
  advertiser: 'Advertising in pictures',
  network: 'Working together as an advertising network',
  library: 'The picture library',
}

const verticals: Readonly<Record<Vertical, string>> = {
  news: 'News',
  sport: 'Sport',
  travel: 'Travel',
  food: 'Food and drink',
  home: 'Home and garden',
  fashion: 'Fashion and beauty',
  technology: 'Technology',
  motoring: 'Cars and motorcycles',
  culture: 'Film, music and books',
  science: 'Science',
  nature: 'Animals and nature',
  shopping: 'Shopping and comparison',
  games: 'Games',
  education: 'Learning',
  other: 'Something else',
}

/** Labels of what somebody may tell about themselves. */
const questions: Readonly<Record<Question, string>> = { age: 'Age', gender: 'Gender', likes: 'What you like' }

const choices: { readonly [Q in Question]: Readonly<Record<Choice<Q>, string>> } = {
  age: {
    '18-24': '18 to 24',
    '25-34': '25 to 34',
    '35-44': '35 to 44',
    '45-54': '45 to 54',
    '55-64': '55 to 64',
    '65-and-over': '65 and over',
  },
  gender: { woman: 'Woman', man: 'Man', another: 'Another' },
  likes: {
    photography: 'Photography',
    illustration: 'Illustration',
    design: 'Design',
    art: 'Art',
    nature: 'Nature',
    science: 'Science',
    history: 'History',
    travel: 'Travel',
    food: 'Food',
    sport: 'Sport',
  },
}

export const inquiry = {
  interests,
  verticals,
  title: 'Ask us',
  lead: 'A person reads what you ask and answers about that, and about nothing else. You need no account.',
  withdrawn:
    'Your inquiry is erased, with everything that was said about it. Nobody can read it again, and no letter about it leaves.',
  form: {
    interests: { legend: 'What would you like to know about?', why: 'We answer about what you choose here.' },
    name: { label: 'Your name', why: 'So that we know whom we answer.' },
    email: { label: 'E-mail address', why: 'For the receipt and the answer. It goes on no list.' },
    more: {
      title: 'If you like, tell us more',
      lead: 'None of this is needed. What you tell us makes the answer fit you: which formats, on which of your pictures.',
    },
    site: {
      label: 'Website',
      why: 'We look at its pictures before we answer, and propose what suits them.',
    },
    vertical: {
      label: 'Sector',
      why: 'The answer then names the formats that suit its pictures, and what ads are kept apart from.',
      none: 'I would rather not say',
    },
    message: { label: 'Your question', why: 'In your own words. A plain request for information needs none.' },
    channel: {
      legend: 'How shall we answer?',
      choices: [
        ['email', 'By e-mail', ''],
        ['telephone', 'By telephone', 'We call you, and write no letter.'],
      ],
    },
    telephone: {
      label: 'Telephone number',
      why: 'Only if you want to be called. Where you choose e-mail, none is kept.',
    },
    keep: (closedDays: number, silentDays: number) =>
      `What you send is sealed, and read by those who answer it. It goes ${number(closedDays)} days after the matter is closed, ${number(silentDays)} days after the last word at the latest, or at once when you say so.`,
    map: 'All of it stands on the data map.',
    submit: 'Send',
  },
  about: {
    questions,
    choices,
    title: 'About you, if you like',
    none: 'I would rather not say',
    keep: 'What you answer about yourself is kept apart from it and is not sealed. Whoever answers you does not see it. It goes with what you send, or alone when you say so.',
    own: {
      title: 'About you',
      lead: 'Change what you answered, or leave it empty.',
      submit: 'Save',
      saved: 'Your answers are as they stand here.',
      given: 'What you answered',
      nothing: 'You answered none of these questions.',
      erase: 'Erase',
      eraseOne: (answer: string) => `Erase “${answer}”`,
      erased: 'It is erased. The other answers stay.',
    },
    objection: {
      title: 'What it is used for',
      uses: 'What you wrote is used to answer you. What you answered about yourself also counts in sums over ten people or more, by which we improve our products, services and content.',
      object: 'Do not use what I wrote for anything but answering me',
      since: 'You object to any use of what you wrote but answering you. None of it is in any sum, since',
      takeBack: 'Take the objection back',
      objected: 'From now on it is used to answer you, and for nothing else.',
      tookBack: 'Your objection is taken back.',
    },
    staff: {
      title: 'What people told of themselves',
      lead: 'Beside an inquiry people may answer these questions. The figures are to improve products, services and content by, and nothing else reads them. Whoever objects is in none of them.',
      off: 'The questions are not asked at present. INQUIRY_QUESTIONS switches them on.',
      floor: 'Figures are in tens, and none below ten is shown.',
      answer: 'Answer',
      people: 'People',
      atLeast: (count: number) => `${number(count)} or more`,
      below: 'fewer than 10',
    },
  },
  received: {
    title: 'We have your question',
    number: 'Its number is',
    letter:
      'A letter with a link is on its way to the address you gave. By the link you see what you asked, correct it, add to it, or have all of it erased.',
    outbox: 'This installation has no mail server: staff finds the letter in the outbox.',
    next: 'What happens next',
    steps: [
      'Whoever has waited longest is read first.',
      'A person prepares the answer from what you told, and sends it in the way you chose.',
      'You write back by the same link. If you do not, we do not write again.',
    ],
    home: 'To the pictures',
  },
  own: {
    title: 'What you asked us',
    number: 'Number',
    since: 'Asked',
    keepLink:
      'We have it, and will call you. Keep the address of this page: by it alone you see, correct and erase what you asked. No letter comes.',
    corrected: 'It is corrected. From now on only what stands here counts.',
    wrote: 'Your words are with us.',
    states: {
      new: 'It waits to be read.',
      open: 'We are at work on it.',
      waiting: 'We will call you.',
      answered: 'We have answered. The next word is yours, if you want one.',
      closed: 'It is closed. Write below to open it again.',
    },
    said: { title: 'What was said', you: 'You', us: 'We', nothing: 'You asked without further words.' },
    write: {
      title: 'Write to us again',
      label: 'Your words',
      submit: 'Send',
    },
    correct: {
      title: 'Correct what you told us',
      lead: 'Everything but the e-mail address, by which we know that the inquiry is yours.',
      submit: 'Save',
    },
    withdraw: {
      title: 'Have it erased',
      lead: 'The inquiry, everything said about it, and the key it is sealed under are gone at once. A letter that has not left does not leave. It cannot be undone.',
      submit: 'Erase my inquiry',
    },
  },
} as const
