const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** Codes that ICU has a name for and ISO 3166-1 does not give to a country: groups, outlying places, reserved and made-up ones. */
const noCountry = new Set('EU EZ UN QO XA XB ZZ AC CP CQ DG EA IC TA XK'.split(' '))
/** Codes of former countries come with the name of what took their place. */
const isOwnCode = (code: string): boolean => (Intl.getCanonicalLocales(`und-${code}`)[0] ?? '').endsWith(code)

/** The countries by name: ISO 3166-1, two letters, with the English name that Unicode CLDR has. */
export const countries: readonly (readonly [code: string, name: string])[] = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter((code) => !noCountry.has(code) && isOwnCode(code))
  .flatMap((code): readonly (readonly [string, string])[] => {
    const name = names.of(code)
    return name === undefined ? [] : [[code, name]]
  })
  .toSorted(([, one], [, other]) => one.localeCompare(other, 'en'))

export const countryName = (code: string): string => names.of(code) ?? code
