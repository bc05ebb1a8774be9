import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'

/** The wings from the ground up. A wing imports from those below it, never from those above. */
const wings = [
  'declaration',
  'platform',
  'accounts',
  'privacy',
  'support',
  'library',
  'ads',
  'app',
  'wire',
  'cli',
] as const

/** Wings on the same floor as the one named; everything else above `app` stands beside it. */
const beside: Readonly<Record<string, readonly string[]>> = { wire: ['site'], cli: ['site'] }

interface Rule {
  readonly name: string
  readonly severity: 'error'
  readonly comment: string
  readonly from: Record<string, unknown>
  readonly to: Record<string, unknown>
}

const upward: Rule[] = wings.flatMap((wing, floor) => {
  const above = [...wings.slice(floor + 1), 'site', 'tag'].filter((other) => wing !== 'cli' || other !== 'wire')
  const forbidden = [...above, ...(beside[wing] ?? [])]
  if (forbidden.length === 0) return []
  return {
    name: `${wing}-looks-down-only`,
    severity: 'error',
    comment: `${wing} imports only from the wings below it`,
    from: { path: `^src/${wing}/`, pathNot: '\\.test\\.ts$' },
    to: { path: `^src/(${forbidden.join('|')})/` },
  }
})

const rules: readonly Rule[] = [
  ...upward,
  {
    name: 'enter-by-the-door',
    severity: 'error',
    comment: 'another room is entered through its index.ts',
    from: { path: '^src/([^/]+/[^/]+)/' },
    to: { path: '^src/(?!site|cli|wire|app|tag)[^/]+/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/[^/]+/index\\.ts$'] },
  },
  {
    name: 'site-imports-types-only',
    severity: 'error',
    comment: 'the site is bundled apart; a room imported from it would exist twice. It gets the doors by event.locals',
    from: { path: '^src/site/', pathNot: '\\.test\\.ts$' },
    to: {
      path: '^src/(declaration|platform|accounts|privacy|support|library|ads|app|wire|cli)/',
      pathNot: '^src/declaration/index\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'tag-stands-alone',
    severity: 'error',
    comment: 'the tag runs in the pages of others, under a licence of its own: it imports itself and the contract',
    from: { path: '^src/(tag|wire/contract)/', pathNot: '\\.test\\.ts$|^src/tag/vite\\.config\\.ts$' },
    to: { pathNot: '^src/(tag|wire/contract)/' },
  },
  {
    name: 'no-cycles',
    severity: 'error',
    comment: 'rooms that need each other at run time are one room, or need a third',
    from: { path: '^src/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'product-does-not-import-tests',
    severity: 'error',
    comment: 'the product stands without its tests and tools',
    from: { path: '^src/', pathNot: '\\.(test|fixtures)\\.ts$' },
    to: { path: '(^test/|^tools/|\\.test\\.ts$|\\.fixtures\\.ts$)' },
  },
  {
    name: 'nothing-unresolved',
    severity: 'error',
    comment: 'an import that leads nowhere hides from every other rule',
    from: { path: '^src/', pathNot: '^src/site/' },
    to: { couldNotResolve: true },
  },
  {
    name: 'tests-need-no-product-dependency',
    severity: 'error',
    comment: 'what the product needs is a dependency, not a development dependency',
    from: { path: '^src/(?!site/)', pathNot: '\\.(test|fixtures)\\.ts$' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
]

/** Every import that breaks a rule of the house, one line each. */
export async function checkFloors(root: string): Promise<readonly string[]> {
  const before = process.cwd()
  process.chdir(root)
  try {
    const { output } = await cruise(
      ['src'],
      {
        ruleSet: { forbidden: rules as never },
        validate: true,
        tsPreCompilationDeps: true,
        combinedDependencies: false,
        doNotFollow: { path: 'node_modules' },
        exclude: { path: '^(build|\\.svelte-kit)/' },
        baseDir: root,
      },
      {
        exportsFields: ['exports'],
        conditionNames: ['node', 'import', 'default', 'types'],
        extensions: ['.ts', '.mjs', '.js', '.svelte', '.json'],
      },
      {},
    )
    if (typeof output === 'string') throw new Error(output)
    if (output.summary.totalCruised < 20)
      throw new Error(`only ${output.summary.totalCruised} files were looked at in ${join(root, 'src')}`)
    return output.summary.violations.map(
      ({ from, to, rule }) => `${from} → ${to}: ${rules.find(({ name }) => name === rule.name)?.comment ?? rule.name}`,
    )
  } finally {
    process.chdir(before)
  }
}
