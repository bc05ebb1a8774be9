import type { Breaches } from '../breach.ts'

const tests = 'test/promises/transport.test.ts'

/** What protects people and letters on their way. */
export const transportBreaches: Breaches = {
  'old versions of TLS are spoken': {
    file: 'src/platform/certificate/certificate.rules.ts',
    text: "minVersion: 'TLSv1.2',",
    becomes: "minVersion: 'TLSv1',",
    also: [
      {
        file: 'src/platform/certificate/certificate.rules.ts',
        text: "].join(':'),",
        becomes: "].join(':') + ':ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0',",
      },
    ],
    fails: `${tests} › goes by TLS 1.2 or newer`,
  },
  'browsers are not told to stay with HTTPS': {
    file: 'src/platform/http/headers.ts',
    text: "'Strict-Transport-Security': 'max-age=63072000',",
    becomes: "'Strict-Transport-Security': 'max-age=0',",
    fails: `${tests} › stays there: plain requests are sent on`,
  },
  'the plain port leads to plain pages': {
    file: 'src/platform/http/redirect.ts',
    text: '{ Location: `${origin.origin}${path}` }',
    becomes: '{ Location: `http://${origin.host}${path}` }',
    fails: `${tests} › stays there: plain requests are sent on`,
  },
  'a public site starts without TLS': {
    file: 'src/platform/config/config.ts',
    text: 'if (isPublic && isSecure && !hasTls && env.TRUSTED_PROXIES.length === 0) {',
    becomes: 'if (isPublic && isSecure && !hasTls && env.TRUSTED_PROXIES.length > 99) {',
    fails: `${tests} › a public site does not start without it`,
  },
  'letters leave in the clear': {
    file: 'src/platform/mail/post.ts',
    text: "requireTLS: smtp.protocol === 'smtp:' && !loopback.test(smtp.hostname)",
    becomes: 'requireTLS: false',
    fails: `${tests} › letters leave by TLS`,
  },
}
