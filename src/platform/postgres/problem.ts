/** The embedded database cannot run here. The message says why and what to do. */
export class PostgresProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PostgresProblem'
  }
}
