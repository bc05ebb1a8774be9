import { type Disagreement, type Store, cookie, forDays, table, whileNeeded } from '#declaration'
import { type Mutation, changing, declaring } from './mutation.ts'

const ground = {
  owner: 'platform/log',
  subject: 'none',
  purposes: ['site.operate'],
  basis: 'none',
  audience: 'staff',
  retention: forDays(10, 'created'),
  erase: 'keep',
} as const
const words = { category: 'system.operations', identifies: 'no', label: 'Something', why: 'To show it.' } as const

const planted = (
  name: string,
  plant: Mutation['plant'],
  problem: Disagreement['problem'],
  found: string,
): Mutation => ({ name, look: 'start', plant, expects: { problem, name: found } })

/** A change of one column of `library_images`. */
const column = (name: string, change: object): Mutation['plant'] =>
  changing('library_images', 'table', (store) => {
    const { columns } = store as Extract<Store, { kind: 'table' }>
    return { columns: { ...columns, [name]: { ...columns[name], ...change } } }
  })
const adding = (...added: readonly Store[]): Mutation['plant'] => declaring((stores) => [...stores, ...added])

/** Declarations that are false, empty or contradict themselves, also where a cast has silenced the types. */
export const declarationMutations: readonly Mutation[] = [
  planted(
    'a table that is declared and not there',
    adding(
      table({
        ...ground,
        name: 'platform_nowhere',
        path: 'nobody',
        limits: [{ after: 'id' }],
        label: 'Nowhere',
        columns: { id: words },
      }),
    ),
    'missing-table',
    'platform_nowhere',
  ),
  planted(
    'a role that nobody is told of',
    declaring((stores) => stores.filter(({ name }) => name !== 'ads')),
    'undeclared-part',
    'role ads',
  ),
  planted(
    'a table whose declaration was forgotten',
    declaring((stores) => stores.filter(({ name }) => name !== 'accounts_sessions')),
    'undeclared-table',
    'accounts_sessions',
  ),
  planted(
    'a store that is declared twice',
    declaring((stores) => [...stores, ...stores.filter(({ name }) => name === 'accounts_people')]),
    'declared-twice',
    'accounts_people',
  ),
  planted(
    'a table under the name of another wing',
    changing('library_images', 'table', () => ({ owner: 'platform/blobs' })),
    'foreign-owner',
    'library_images',
  ),
  planted(
    'a table of people that does not say how its rows lead to them',
    changing('accounts_name_changes', 'table', () => ({ path: 'nobody' })),
    'no-path',
    'accounts_name_changes',
  ),
  planted(
    'a path over a column that is not there',
    changing('accounts_name_changes', 'table', () => ({ path: { by: 'member_id' } })),
    'path-leads-nowhere',
    'accounts_name_changes',
  ),
  planted(
    'a path over a table that leads to nobody',
    changing('library_variants', 'table', () => ({ path: { by: 'image_id', of: 'platform_blobs' } })),
    'path-leads-nowhere',
    'library_variants',
  ),
  planted(
    'a path that goes round in a circle',
    changing('library_variants', 'table', () => ({ path: { by: 'image_id', of: 'library_variants' } })),
    'path-leads-nowhere',
    'library_variants',
  ),
  planted(
    'a retention in days that nothing carries out',
    changing('accounts_name_changes', 'table', () => ({ limits: undefined })),
    'no-limit',
    'accounts_name_changes',
  ),
  planted(
    'a limit on a column that is not there',
    changing('accounts_name_changes', 'table', () => ({ limits: [{ after: 'made_at', days: 30 }] })),
    'limit-unknown',
    'accounts_name_changes.made_at',
  ),
  planted(
    'a limit that is left to a room which does nothing',
    changing('accounts_name_changes', 'table', () => ({ limits: 'room' })),
    'no-retain',
    'accounts_name_changes',
  ),
  planted(
    'a table of people that does not say what of it may go alone',
    changing('accounts_name_changes', 'table', () => ({ goesAlone: undefined })),
    'alone-unanswered',
    'accounts_name_changes',
  ),
  planted(
    'rows that go alone by a column that nobody sees',
    changing('accounts_repeats', 'table', () => ({ goesAlone: { rowsBy: 'key_hash' } })),
    'alone-unknown',
    'accounts_repeats',
  ),
  planted(
    'a value that goes alone and is not emptied with its person',
    changing('accounts_people', 'table', () => ({ goesAlone: { columns: ['username'], stays: 'The rest.' } })),
    'alone-unknown',
    'accounts_people',
  ),
  planted(
    'pictures that go alone as rows, without their files',
    changing('library_images', 'table', () => ({ goesAlone: { rowsBy: 'id' } })),
    'alone-with-others',
    'library_images',
  ),
  planted(
    'addresses that go alone as rows, though others point at them',
    changing('accounts_addresses', 'table', () => ({ goesAlone: { rowsBy: 'id' } })),
    'alone-with-others',
    'accounts_addresses',
  ),
  planted(
    'something that goes alone on a page that is not named',
    changing('accounts_api_keys', 'table', () => ({ changedAt: undefined })),
    'alone-nowhere',
    'accounts_api_keys',
  ),
  planted(
    'something that stays for no reason',
    changing('accounts_roles', 'table', () => ({ goesAlone: { stays: ' ' } })),
    'empty-words',
    'accounts_roles',
  ),
  planted(
    'a column that does not say whether it identifies',
    column('title', { identifies: undefined }),
    'unknown-word',
    'library_images.title',
  ),
  planted('an empty label', column('title', { label: ' ' }), 'empty-words', 'library_images.title'),
  planted('a column without a reason', column('title', { why: '' }), 'empty-words', 'library_images.title'),
  planted(
    'a purpose that is in no list',
    column('title', { purposes: ['advertising'] }),
    'unknown-word',
    'library_images.title',
  ),
  planted('no purpose at all', column('title', { purposes: [] }), 'no-purpose', 'library_images.title'),
  planted(
    'a category that is in no list',
    column('title', { category: 'user.religion' }),
    'unknown-word',
    'library_images.title',
  ),
  planted(
    'a category of what is not asked for, though it is in no list',
    column('title', { category: 'user.health' }),
    'sensitive',
    'library_images.title',
  ),
  planted(
    'a column for a religion',
    column('title', { label: 'Your religion, if you like to say' }),
    'sensitive',
    'library_images.title',
  ),
  planted(
    'a table of medical things',
    changing('library_images', 'table', () => ({ label: 'Medical pictures' })),
    'sensitive',
    'library_images',
  ),
  planted(
    'a cookie that says who is of which church',
    changing('__Host-session', 'cookie', () => ({ label: 'Your church' })),
    'sensitive',
    '__Host-session',
  ),
  planted(
    'a word that every object has and no list',
    column('title', { category: 'toString' }),
    'unknown-word',
    'library_images.title',
  ),
  planted(
    'an audience that is in no list',
    column('title', { audience: 'partners' }),
    'unknown-word',
    'library_images.title',
  ),
  planted(
    'a retention of 0 days',
    column('title', { retention: forDays(0, 'created') }),
    'empty-retention',
    'library_images.title',
  ),
  planted(
    'a retention until nothing',
    column('title', { retention: whileNeeded('') }),
    'empty-retention',
    'library_images.title',
  ),
  planted(
    'a personal value that stays when the person is erased',
    column('title', { erase: 'keep' }),
    'kept-though-personal',
    'library_images.title',
  ),
  planted(
    'a personal value without a lawful ground',
    column('title', { basis: 'none' }),
    'ground-missing',
    'library_images.title',
  ),
  planted(
    'an e-mail address in the clear',
    changing('accounts_addresses', 'table', (store) => {
      const { columns } = store as Extract<Store, { kind: 'table' }>
      return { columns: { ...columns, email: { ...columns['email'], sealed: undefined } } }
    }),
    'not-sealed',
    'accounts_addresses.email',
  ),
  planted(
    'a cookie that tells one visitor from another',
    changing('__Host-session', 'cookie', () => ({ subject: 'visitor' })),
    'cookie-marks-visitor',
    '__Host-session',
  ),
  planted(
    'a cookie of a class that does not exist',
    changing('__Host-session', 'cookie', () => ({ cookieClass: 'marketing' })),
    'unknown-word',
    '__Host-session',
  ),
  planted(
    'a cookie that is not essential and that nobody chose',
    changing('__Host-session', 'cookie', () => ({ cookieClass: 'performance' })),
    'not-chosen',
    '__Host-session',
  ),
  planted(
    'a cookie that is declared and that nothing sets',
    adding(cookie({ ...ground, ...words, name: '__Host-nothing', cookieClass: 'essential', value: 'constant' })),
    'missing-cookie',
    '__Host-nothing',
  ),
  planted(
    'a cookie of a room that is not declared',
    (world) => {
      world.cookies = ['__Host-session', '__Host-age', '__Host-tracker']
      return () => void (world.cookies = undefined)
    },
    'undeclared-cookie',
    '__Host-tracker',
  ),
  planted(
    'a field of the log that is not declared',
    (world) => {
      world.logFields = ['level', 'email']
      return () => void (world.logFields = undefined)
    },
    'undeclared-log-field',
    'email',
  ),
  planted(
    'a field of the log that is declared and that no line can hold',
    declaring((stores) => [
      ...stores,
      { ...stores.find(({ kind, name }) => kind === 'log-field' && name === 'route'), name: 'referrer' } as Store,
    ]),
    'missing-log-field',
    'referrer',
  ),
  planted(
    'a field of the log that says whose account it was',
    changing('requestId', 'log-field', () => ({ category: 'user.account.id' })),
    'log-names-account',
    'requestId',
  ),
  planted(
    'a record of the surroundings of which the operator is told nothing',
    changing('backups', 'record', () => ({ operatorSets: '' })),
    'empty-words',
    'backups',
  ),
]
