import { generateSync } from 'otplib'

/** The code that an authenticator app with this secret shows at a time, as RFC 6238 has it. */
export const codeAt = (secret: string, at: Date): string =>
  generateSync({ secret: secret.replaceAll(' ', ''), epoch: Math.floor(at.getTime() / 1000) })
