import type { AgreementKind } from './agreement.ts'
import { composeForAll } from './compose.rules.ts'
import { type PublishedText, readPublishedText, textInForce } from './published-texts.ts'
import { standardTerms } from './terms.ts'

/** What anybody of this kind is offered, in the words that they would sign, before they are named. */
export const standardOffer = (kind: AgreementKind): PublishedText =>
  composeForAll(readPublishedText(kind, textInForce[kind]), standardTerms(kind))
