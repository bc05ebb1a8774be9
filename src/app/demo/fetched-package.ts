/** How a fetch speaks and how it is stopped. */
export interface Fetching {
  readonly say: (line: string) => void
  readonly signal?: AbortSignal | undefined
}

export interface UnfetchedPackage {
  readonly why: string
  readonly whatToDo: string
}

/** The folder a package was unpacked into, or why it could not be had. */
export type FetchedPackage = { readonly folder: string } | UnfetchedPackage
