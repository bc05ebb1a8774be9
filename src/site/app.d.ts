import type { Actor } from '#accounts/people'
import type { Preferences } from '#accounts/preferences'
import type { House } from '#app'

declare global {
  namespace App {
    interface Error {
      code?: string
      requestId?: string
    }
    interface Locals {
      house: House
      actor: Actor
      /** What a member chose about how pages look. */
      look: Preferences | null
      requestId: string
      /** Of a refusal by which this is answered: how long to wait. */
      retryAfterSeconds?: number | undefined
    }
  }
}
