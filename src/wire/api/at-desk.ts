import type { FastifyRequest } from 'fastify'
import type { StaffScope } from '#accounts/people'
import { bearerOf } from '../who.ts'
import type { WiredHouse } from '../wired-house.ts'

/** Who may is asked before what was sent is looked at: for everybody else there is nothing at a desk of staff. */
export const atDesk = (house: WiredHouse, scope: StaffScope) => ({
  preValidation: async (request: FastifyRequest): Promise<void> => {
    house.people.requireStaff(await bearerOf(house, request), scope)
  },
})
