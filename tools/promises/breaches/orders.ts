import type { Breaches } from '../breach.ts'

const orders = 'test/promises/orders.test.ts'
const troubles = 'test/promises/troubles.test.ts'

/** Insertion orders, and troubles on both sides. */
export const orderBreaches: Breaches = {
  'an order goes on after the end of its last flight': {
    file: 'src/ads/orders/order.rules.ts',
    text: "if (endsAt <= now) return paper.cancelled ? 'cancelled' : 'finished'",
    becomes: '',
    fails: `${orders} › are bought from the terms`,
  },
  'an order may leave the street address out': {
    file: 'src/ads/orders/order-fields.ts',
    text: '  ...partyFields,\n',
    becomes: '  ...partyFields,\n  street: partyFields.street.optional(),\n',
    fails: `${orders} › need name, company, street address`,
  },
  'the number of a card is taken like any other text': {
    file: 'src/platform/free-text/business-text.ts',
    text: 'if (!holdsCardNumber(text)) return',
    becomes: 'return',
    fails: `${orders} › take no number of a card`,
  },
  'an advertiser who wants to be called gets a letter': {
    file: 'src/ads/orders/jobs.ts',
    text: "if (reach.channel !== 'email' || reach.email === null) return",
    becomes: 'if (reach.email === null) return',
    also: [
      {
        file: 'src/ads/orders/troubles.ts',
        text: "if (channel === 'email') await tx.enqueue(writeTrouble",
        becomes: 'await tx.enqueue(writeTrouble',
      },
    ],
    fails: `${orders} › in trouble reach the advertiser`,
  },
  'a publisher sees only what the house found by itself': {
    file: 'src/ads/publisher-troubles/list-troubles.ts',
    text: ".where('kind', '<>', 'proof-found')",
    becomes: ".where('kind', '=', 'proof-lost')",
    fails: `${troubles} › reach them by letter or by a call`,
  },
  'a publisher who wants to be called gets a letter': {
    file: 'src/ads/publisher-troubles/letters.ts',
    text: "if (reach.channel !== 'email' || reach.email === null) return",
    becomes: 'if (reach.email === null) return',
    also: [
      {
        file: 'src/ads/publisher-troubles/tell-publisher.ts',
        text: "if (channel === 'email') await tx.enqueue(writeTrouble",
        becomes: 'await tx.enqueue(writeTrouble',
      },
    ],
    fails: `${troubles} › are told by the way that was chosen last`,
  },
}
