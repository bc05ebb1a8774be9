export type SignUpPart = 'company' | 'commercial' | 'technical' | 'sites' | 'pictures'

/** Where each part of the sign-up is filled in, below the address of the publisher. */
export const partPaths: Readonly<Record<SignUpPart, string>> = {
  company: '/sign-up/company',
  commercial: '/billing',
  technical: '/contacts/change?kind=technical',
  sites: '/sites',
  pictures: '/pictures',
}

/** The part that a page is about, by its path below the address of the publisher; null where it is about none. */
export function partAt(path: string): SignUpPart | null {
  const found = Object.entries(partPaths).find(([, at]) => {
    const [page = at] = at.split('?')
    return path === page || path.startsWith(`${page}/`)
  })
  return found ? (found[0] as SignUpPart) : null
}
