import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeKey, makeMember, uploadBy } from '#test/people'
import { cutOut } from '#test/pictures'
import type { Product } from '#test/product'
import { query } from '#test/residue'

/** Pictures of kettles of one new member, to be looked at and searched for. @returns the path of the last one */
export async function fillWithKettles(product: Product, count: number, pixels: number): Promise<string> {
  await makeMember(product, { username: 'ada' })
  const key = await makeKey(product, 'ada')
  let page = ''
  for (let index = 0; index < count; index++) {
    const fields = { title: `Copper kettle number ${index}`, tags: 'copper, kettle, still life' }
    page = (await uploadBy(product, key, await cutOut(index, pixels), fields)).page
  }
  return new URL(page).pathname
}

/**
 * Makes the pictures of a member, who has one, so many, each with a master of its own of so many bytes. They come into
 * being beside the way in, which takes a second for each.
 *
 * @returns where the files of the new masters lie
 */
export async function multiplyPicture(
  product: Product,
  username: string,
  count: number,
  bytesEach: number,
): Promise<readonly string[]> {
  const hashes: string[] = []
  const paths: string[] = []
  for (let at = 0; at < count - 1; at += 1) {
    const bytes = randomBytes(bytesEach)
    const hash = createHash('sha256').update(bytes).digest('hex')
    const path = join(product.home, 'blobs', hash.slice(0, 2), hash.slice(2, 4), hash)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
    hashes.push(hash)
    paths.push(path)
  }
  const [columns] = await query<{ names: string }>(
    product,
    `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
     where table_name = 'library_images'
       and column_name not in ('id', 'content_hash', 'pixel_hash', 'master_hash', 'size_bytes')`,
  )
  await query(
    product,
    `with one as (
       select * from library_images
       where owner_id = (select id from accounts_people where username = $2) order by id limit 1
     ), made as (
       insert into library_images (id, content_hash, pixel_hash, master_hash, size_bytes, ${columns?.names})
       select gen_random_uuid(), hash, hash, hash, ${bytesEach}, ${columns?.names}
       from one, unnest($1::text[]) as hash returning id, master_hash
     ), blobs as (
       insert into platform_blobs (hash, size_bytes, created_at) select master_hash, ${bytesEach}, now() from made
     ), uses as (
       insert into platform_blob_uses (hash, used_by) select master_hash, 'library_images:' || id from made
     )
     insert into library_variants (image_id, version, width, height, format, blob_hash, size_bytes)
     select made.id, version, width, height, format, blob_hash, size_bytes
     from made, library_variants where image_id = (select id from one)`,
    [hashes, username],
  )
  return paths
}
