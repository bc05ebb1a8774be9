import type { TagVersion } from './tag-version.ts'

/** Pure: the line that a publisher puts into its pages. @param origin where this house is reached */
export const tagLine = (origin: string, publisher: string): string => line(`${origin}/tag.js`, '', publisher)

/** Pure: the same, for one version, which the browser compares with its hash before it runs it. */
export const pinnedTagLine = (origin: string, publisher: string, { version, integrity }: TagVersion): string =>
  line(`${origin}/tag/${version}.js`, ` integrity="${integrity}"`, publisher)

const line = (address: string, integrity: string, publisher: string): string =>
  `<script async crossorigin="anonymous" src="${address}"${integrity} data-publisher="${publisher}"></script>`
