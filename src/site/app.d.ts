import type { Actor } from '#accounts/people'
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
      requestId: string
    }
  }
}
