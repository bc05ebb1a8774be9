import type { Store } from '#declaration'
import { blobStores } from '#platform/blobs'
import { migrationStores } from '#platform/db'
import { logStores } from '#platform/log'
import { vaultStores } from '#platform/vault'
import { peopleStores } from '#accounts/people'
import { signInStores } from '#accounts/sign-in'
import { rolesStores } from '#accounts/roles'
import { apiKeysStores } from '#accounts/api-keys'
import { imageStores } from '#library/images'
import { searchStores } from '#library/search'
import { variantStores } from '#library/variants'

/** Every store of data in the house. What is missing here stops the start. */
export const allStores: readonly Store[] = [
  ...migrationStores,
  ...vaultStores,
  ...blobStores,
  ...logStores,
  ...peopleStores,
  ...signInStores,
  ...rolesStores,
  ...apiKeysStores,
  ...imageStores,
  ...variantStores,
  ...searchStores,
]
