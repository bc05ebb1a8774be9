export const passkeys = {
  title: 'Passkeys',
  lead: 'A passkey is a key that your telephone, computer, security key or password manager keeps for this site. You open it with your finger, your face or a PIN. It signs you in without a password, and no other site can ask for it.',
  kept: {
    title: 'What we keep of it',
    text: 'Its public half, the name you give it, how a browser reaches it, whether your device keeps a copy elsewhere, how often it was used where the device counts, the day you added it and the day of its last use. Not your finger, face or PIN, which never leave the device; not the private half; not the maker or model of the device.',
  },
  empty: {
    title: 'You have no passkey yet',
    text: 'Add one on the device in your hand, and the next sign-in is one touch. Your password alone then no longer signs in: it asks for the passkey too, or for a recovery code. With two, on two devices, losing one is no trouble.',
  },
  codes: {
    title: 'Make recovery codes now',
    text: 'Your password alone no longer signs in. Should the device be lost, a recovery code lets you in instead; you have none yet.',
    link: 'Make recovery codes',
  },
  listTitle: 'Your passkeys',
  added: 'Added',
  used: 'last used',
  never: 'never used',
  backedUp: 'copied to your other devices by its keeper',
  notBackedUp: 'on one device only',
  change: 'Rename or remove',
  changeOf: (name: string) => `Rename or remove ${name}`,
  rename: { label: 'New name', submit: 'Rename' },
  remove: {
    text: 'Once removed it signs nobody in. Delete it on the device too, so that it is not offered any more.',
    submit: 'Remove this passkey',
    submitOf: (name: string) => `Remove this passkey: ${name}`,
  },
  add: {
    title: 'Add a passkey',
    name: { label: 'Name', why: 'To know later which device it is on, for example “Blue telephone”.' },
    submit: 'Add a passkey',
    waiting: 'Follow your browser or device …',
    script: 'To add a passkey this page needs script: the browser gives passkeys in no other way.',
  },
  done: {
    added: 'The passkey is added. You can sign in with it from now on.',
    renamed: 'The passkey is renamed.',
    removed: 'The passkey is removed.',
  },
  signIn: {
    submit: 'Sign in with a passkey',
    prove: 'Use a passkey',
    or: 'or',
    waiting: 'Follow your browser or device …',
    lost: 'Lost the device with your passkey, or no password?',
    lostLink: 'Let us send you a link',
    lostThen: 'to set a password; if you have recovery codes, keep one at hand.',
  },
  /** Why a passkey could not be made or used, and what to do. */
  trouble: {
    insecure:
      'Browsers give passkeys to https pages only, and this page came by plain http. Open the site by https, or ask its operator.',
    'numeric-host':
      'Passkeys belong to a name, and this page was opened by a number. Open the site by its name, for example localhost.',
    unsupported:
      'This browser has no passkeys. Use another one, or a newer version; everything else here works without.',
    cancelled:
      'Nothing was done: it was cancelled, or there is no passkey for this site on the device. Try again any time.',
    'too-late': 'The device did not answer in time. Try again, and have it at hand.',
    known: 'This device has a passkey for your account already. Choose another device, or keep the one you have.',
    unable:
      'This device cannot keep a passkey that makes sure of you. Set up a PIN, finger or face on it, or choose another device.',
    'wrong-host':
      'This page was opened at an address that is not the site’s own. Open the site at its own address, then try again.',
    offline: 'We could not be reached. Look at your connection, then try again.',
    failed: 'This did not work, and nothing was changed. Reload the page and try again.',
  },
} as const
