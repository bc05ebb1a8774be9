import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { StaffRole } from '#accounts/roles'
import { makeMember, send, signInBy, until } from '#test/people'
import type { Product } from '#test/product'

/** Makes a member of staff and signs them in with a passkey: nothing less opens their pages. */
export async function signInAsStaff(
  product: Product,
  page: Page,
  username: string,
  ...roles: readonly StaffRole[]
): Promise<void> {
  await makeMember(product, { username })
  const { code, stderr } = await product.command([
    'staff',
    'create',
    '--username',
    username,
    '--roles',
    roles.join(','),
  ])
  assert.equal(code, 0, stderr)
  await signInByPasskey(page, username)
}

/** Gives somebody a passkey on a device of their own, and signs them in with it: the session then has a second factor. */
export async function signInByPasskey(page: Page, username: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...({ protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal' } as const),
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  await signInBy(page, username)
  await page.goto('/settings/security/passkeys')
  await page.fill('[name=name]:not([id^=name-])', 'A key')
  await page.click('button:has-text("Add a passkey")')
  await page.waitForURL(/\?added/)
  await page.goto('/sign-out')
  await send(page)
  // The page asks for a passkey as soon as it is there, and this device always finds its owner: nobody clicks, since a
  // click would begin a second proof beside the first, of which one is refused. The address is asked for, since to wait
  // for the page of the sign-in would be to wait for one that may have been left.
  const isAtSignIn = (): boolean => new URL(page.url()).pathname.startsWith('/sign-in')
  await until('signed out', () => isAtSignIn() || !page.url().includes('/sign-out'))
  await until('signed in', () => !isAtSignIn())
  await page.waitForLoadState()
}
