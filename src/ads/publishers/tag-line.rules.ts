/** Pure: the line that a publisher puts into its pages. @param origin where this house is reached */
export const tagLine = (origin: string, publisher: string): string =>
  `<script async crossorigin="anonymous" src="${origin}/tag.js" data-publisher="${publisher}"></script>`
