import swagger from '@fastify/swagger'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { fieldsOf } from '../address-kinds.ts'
import type { WiredHouse } from '../wired-house.ts'
import type { HttpServer } from '#platform/http'
import { addAgreementsApi } from './agreements.ts'
import { addCreativesApi } from './creatives.ts'
import { addExportApi } from './export.ts'
import { addImagesApi } from './images.ts'
import { addMembersApi } from './members.ts'
import { addOrganisationsApi } from './organisations.ts'
import { addOrdersApi } from './orders.ts'
import { addPublishersApi } from './publishers.ts'
import { addSitesApi } from './sites.ts'
import { addStaffCreativesApi } from './staff-creatives.ts'
import { addStaffApi } from './staff.ts'
import { addTagsApi } from './tags.ts'

/** `/api/v1/*` and its description in OpenAPI 3.1. */
export async function addApi(server: HttpServer, house: WiredHouse): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Vitrine',
        version: '1',
        description: 'Reading public things needs no key. Make keys in the settings of an account.',
      },
      servers: [{ url: house.ctx.config.origin.origin }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', bearerFormat: 'vk_…' } } },
      security: [{}, { key: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  await server.register(
    async (api) => {
      // Answers change with what is deleted, and some hold addresses that are for their asker only.
      api.addHook('onSend', async (_request, reply) => {
        if (!reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store')
      })
      addImagesApi(api, house)
      addTagsApi(api, house)
      addMembersApi(api, house)
      addExportApi(api, house)
      addOrganisationsApi(api, house)
      addPublishersApi(api, house)
      addAgreementsApi(api, house)
      addSitesApi(api, house)
      addOrdersApi(api, house)
      addStaffApi(api, house)
      addStaffCreativesApi(api, house)
      addCreativesApi(api, house)
      api.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
        reply.headers(fieldsOf('shared API'))
        return server.swagger()
      })
    },
    { prefix: '/api/v1' },
  )
}
