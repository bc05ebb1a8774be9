import { type Handler, type Schedule, handle } from '#platform/jobs'
import { addRenditions, addRenditionsTo } from './add-renditions.ts'
import { developPicture, developPictures } from './develop-picture.ts'
import { purgeImages } from './purge-images.ts'

export const imageHandlers: readonly Handler[] = [
  handle(developPicture, developPictures),
  handle(addRenditions, addRenditionsTo),
]

export const imageSchedules: readonly Schedule[] = [
  {
    name: 'library.purge-images',
    pattern: '*/10 * * * *',
    run: async (ctx) => {
      const count = await purgeImages(ctx)
      if (count > 0) ctx.log.info('pictures past their time were removed', { count })
    },
  },
]
