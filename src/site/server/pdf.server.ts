/** A paper as a file to keep. @param name of the file, without its ending: letters, digits and `_` */
export const asPdf = (bytes: Uint8Array, name: string): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name.replaceAll(/\W/g, '')}.pdf"`,
      'cache-control': 'private, no-store',
    },
  })
