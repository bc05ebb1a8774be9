import type { Activity } from '#declaration'

/** Who answers for the processing (GDPR 30 (1) a). */
export interface Controller {
  readonly name: string | undefined
  readonly address: string | undefined
  readonly phone: string | undefined
  readonly privacyCounsel: string | undefined
  /** The country in which the data are stored. */
  readonly region: string
}

/** A company that gets data now (GDPR 30 (1) d and e). */
export interface Recipient {
  readonly name: string
  readonly does: string
  readonly data: readonly string[]
  readonly why: readonly string[]
  readonly region: string
  /** The kind of agreement that covers it. */
  readonly agreement: string
  readonly signedOn: string | null
}

const measures = [
  'Connections are encrypted; a public site is reached by https alone.',
  'What identifies somebody by itself is sealed under a key of that person; master keys turn every week and end after 30 days.',
  'The program acts under roles of the database that may do what the declarations say and no more.',
  'Staff opens a record only with a second factor and for a reason, which the person reads; every act is in a chained log.',
  'Passwords are kept as Argon2id; of links, sessions and keys only a hash is kept.',
  'Backups are encrypted; restoring one is part of the tests.',
]

/**
 * The register of processing that whoever runs a site has to keep (GDPR 30), as Markdown, in a fixed order: derived from
 * the declarations, the settings and the register of vendors, so that it says what the program does.
 */
export function processingRegister(
  controller: Controller,
  activities: readonly Activity[],
  recipients: readonly Recipient[],
  day: string,
): string {
  const set = (value: string | undefined, setting: string): string => value ?? `not said yet: set ${setting}`
  return [
    '# Register of processing',
    '',
    `As of ${day}. Made by Vitrine from what it does; regulation (EU) 2016/679, article 30.`,
    '',
    '## Controller',
    '',
    `- Name: ${set(controller.name, 'OPERATOR_NAME')}`,
    `- Address: ${set(controller.address, 'OPERATOR_ADDRESS')}`,
    `- Telephone: ${set(controller.phone, 'OPERATOR_PHONE')}`,
    `- For questions about privacy: ${set(controller.privacyCounsel, 'PRIVACY_COUNSEL')}`,
    `- Data are stored in: ${controller.region}`,
    '',
    '## Recipients',
    '',
    ...(recipients.length === 0
      ? ['No other company gets data.']
      : recipients.map(
          ({ name, does, data, why, region, agreement, signedOn }) =>
            `- ${name}, ${region} (${agreement}${signedOn === null ? '' : `, signed ${signedOn}`}): ${does} Gets: ${data.join('; ')}. Used: ${why.join('; ')}.`,
        )),
    '',
    '## Activities',
    ...activities.flatMap((activity) => [
      '',
      `### ${activity.why[0]?.toUpperCase()}${activity.why.slice(1)}`,
      '',
      `- Purpose: \`${activity.purpose}\``,
      `- Whose data: ${activity.whose.join('; ')}`,
      `- Categories: ${activity.what.join('; ')}`,
      `- Grounds: ${activity.grounds.join('; ')}`,
      `- Seen by: ${activity.seen.join('; ')}`,
      `- Kept: ${activity.kept.join('; ')}`,
      `- Sealed: ${activity.hasSealed ? 'what identifies somebody by itself' : 'nothing of it'}`,
      `- Where: ${activity.stores.map((store) => `\`${store}\``).join(', ')}`,
    ]),
    '',
    '## Measures of protection',
    '',
    ...measures.map((measure) => `- ${measure}`),
    '',
  ].join('\n')
}
